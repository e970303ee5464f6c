-- One treasury payment of the general account, transfers left out, in the month it was made.
with

payment as (
    select * from marts.fct_payment
),

transfers as (
    select distinct class_code from marts.dim_function where is_transfer
),

final as (
    select
        payment.*,
        area_code as area,
        department_code as department,
        function_class as function,
        amount as general_expenditure,
    from payment
    where account = 'general' and function_class not in (select class_code from transfers)
)

select * from final
