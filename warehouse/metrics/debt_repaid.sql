-- Month × area × kind of debt: principal repaid in the year so far, refinancing included.
with

debt as (
    select * from marts.fct_debt_month
),

final as (
    select
        period,
        area_code as area,
        debt_kind,
        repaid_amount as numerator,
    from debt
)

select * from final
