-- One item of an area’s revenue as last reported in the year: taxes (numerator) and all items (denominator).
with

items as (
    select * from marts.dim_revenue_item where not is_transfer
),

lines as (
    select *
    from marts.fct_revenue_month
    where area_code = $area and account = 'general' and period between date_trunc('year', cast($period as date)) and cast($period as date)
    qualify row_number() over (partition by item_code order by period desc) = 1
),

final as (
    select
        unnest(if(items.is_tax, ['numerator', 'denominator'], ['denominator'])) as part,
        'finance.revenue' as contract,
        lines.item_code as what,
        items.name as note,
        lines.year_to_date_amount as amount,
        last_day(lines.period) as day,
        lines._batch,
        lines._row,
    from lines
    inner join items on lines.item_code = items.code
)

select * from final
