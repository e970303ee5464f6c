-- Month × area × kind of debt: new quota of the year handed down so far.
with

debt as (
    select * from marts.fct_debt_month
),

final as (
    select
        period,
        area_code as area,
        debt_kind,
        new_quota_amount as numerator,
    from debt
)

select * from final
