-- General public expenditure of 2026 by function class.
select function_class, sum(amount) as value
from marts.fct_payment
where account = 'general'
    and period between date '2026-01-01' and date '2026-12-01'
    and function_class not in (select class_code from marts.dim_function where is_transfer)
group by function_class
order by value desc
