-- Government debt of one kind, area and month: limit, balance, and what the year has issued, repaid and paid in interest so far.
with

debt as (
    select * from staging.stg_finance__debt
),

final as (
    select
        area_code,
        debt_kind,
        limit_amount,
        new_quota_amount,
        opening_amount,
        new_issued_amount,
        refinanced_amount,
        repaid_amount,
        interest_amount,
        balance_amount,
        period,
        _batch,
        _row,
    from debt
    order by area_code, period, debt_kind, _batch, _row
)

select * from final
