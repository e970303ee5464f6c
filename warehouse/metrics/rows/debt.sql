-- Debt of one kind of one area at the end of the month asked for.
with

debt_month as (
    select * from marts.fct_debt_month
),

final as (
    select
        debt_month.*,
        area_code as area,
        balance_amount as debt_balance,
        limit_amount as debt_limit,
        new_quota_amount as debt_new_quota,
        new_issued_amount as debt_new_issued,
        repaid_amount as debt_repaid,
        interest_amount as debt_interest,
        balance_amount as debt_limit_used,
        limit_amount as debt_limit_used_base,
        new_issued_amount as debt_new_quota_used,
        new_quota_amount as debt_new_quota_used_base,
    from debt_month
    where period = cast($last_month as date)
)

select * from final
