-- General public revenue of 2026 by month.
select period, sum(month_amount) as value
from marts.fct_revenue_month
where account = 'general'
    and period between date '2026-01-01' and date '2026-12-01'
    and item_code in (select code from marts.dim_revenue_item where not is_transfer)
group by period
order by period
