-- Tax of one kind and industry collected in one area and month.
with

tax_month as (
    select * from marts.fct_tax_month
),

final as (
    select
        tax_month.*,
        area_code as area,
        collected_amount as tax_collected,
    from tax_month
)

select * from final
