-- Month × account × area: revenue of one of the four accounts, transfers left out.
with

revenue as (
    select * from marts.mart_revenue_month where not is_transfer
),

final as (
    select
        period,
        account,
        area_code as area,
        month_amount as numerator,
    from revenue
)

select * from final
