-- Month × account × area: revenue of the year to date over the year's budget, where a budget was reported.
with

revenue as (
    select * from marts.mart_revenue_month where not is_transfer
),

final as (
    select
        period,
        account,
        area_code as area,
        year_to_date_amount as numerator,
        budget_amount as denominator,
    from revenue
    where budget_amount is not null
)

select * from final
