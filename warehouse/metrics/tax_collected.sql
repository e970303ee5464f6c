-- Month × area × tax kind × industry: tax collected, central and local shares together.
with

tax as (
    select * from marts.fct_tax_month
),

final as (
    select
        period,
        area_code as area,
        tax_kind,
        industry,
        collected_amount as numerator,
    from tax
)

select * from final
