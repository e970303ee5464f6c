-- One economic class; those of departments (3xx) and of government (5xx) are never mixed.
with

seed as (
    select * from seeds.economic
),

final as (
    select
        code,
        left(code, 3) as class_code,
        name,
    from seed
    order by code
)

select * from final
