-- One treasury payment of a year delivered to its end.
with

payment as (
    select * from marts.fct_payment
),

transfers as (
    select distinct class_code from marts.dim_function where is_transfer
),

complete as (
    select year(payment.period) as year
    from payment
    where account = 'general' and function_class not in (select class_code from transfers)
    group by all
    having count(*) filter (where month(payment.period) = 12) > 0
),

final as (
    select
        payment.*,
        cast(year(period) as varchar) as year,
        area_code as area,
        department_code as department,
        function_class as function,
        if(month(period) = 12, amount, 0) as expenditure_december_share,
        amount as expenditure_december_share_base,
    from payment
    where account = 'general' and function_class not in (select class_code from transfers) and year(period) in (select year from complete)
)

select * from final
