-- One revenue item of one area and month, as reported, transfers left out.
with

revenue_month as (
    select * from marts.fct_revenue_month
),

items as (
    select code, is_tax, is_transfer from marts.dim_revenue_item
),

final as (
    select
        revenue_month.*,
        area_code as area,
        item_code as revenue_item,
        if(account = 'general', month_amount, 0) as general_revenue,
        month_amount as account_revenue,
        if(account = 'general' and is_tax, month_amount, 0) as tax_share,
        if(account = 'general', month_amount, 0) as tax_share_base,
    from revenue_month
    inner join items on revenue_month.item_code = items.code
    where not is_transfer
)

select * from final
