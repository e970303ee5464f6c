-- Government debt of one kind, area and month as accepted; cast and rename only.
with

source as (
    select * from raw.finance_debt
),

final as (
    select
        area_code,
        debt_kind,
        cast(limit_amount as decimal(18, 2)) as limit_amount,
        cast(new_quota_amount as decimal(18, 2)) as new_quota_amount,
        cast(opening_amount as decimal(18, 2)) as opening_amount,
        cast(new_issued_amount as decimal(18, 2)) as new_issued_amount,
        cast(refinanced_amount as decimal(18, 2)) as refinanced_amount,
        cast(repaid_amount as decimal(18, 2)) as repaid_amount,
        cast(interest_amount as decimal(18, 2)) as interest_amount,
        cast(balance_amount as decimal(18, 2)) as balance_amount,
        period,
        _batch,
        _row,
    from source
)

select * from final
