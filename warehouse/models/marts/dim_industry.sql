-- One industry section of GB/T 4754.
with

seed as (
    select * from seeds.industry
),

final as (
    select
        code,
        name,
    from seed
    order by code
)

select * from final
