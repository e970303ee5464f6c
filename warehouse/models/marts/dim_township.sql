-- One township or street, with its county; a name alone is not unique in the city.
with

townships as (
    select * from seeds.township
),

final as (
    select
        code,
        county_code,
        name,
        kind,
    from townships
    order by code
)

select * from final
