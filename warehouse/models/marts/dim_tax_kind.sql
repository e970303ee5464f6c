-- One kind of tax, coded by its revenue item where it leaves local revenue.
with

seed as (
    select * from seeds.tax_kind
),

final as (
    select
        code,
        name,
    from seed
    order by code
)

select * from final
