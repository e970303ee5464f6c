-- General public expenditure by month, all years.
select period, sum(amount) as value
from marts.fct_payment
where account = 'general'
    and period between date '2021-01-01' and date '2026-12-01'
    and function_class not in (select class_code from marts.dim_function where is_transfer)
group by period
order by period
