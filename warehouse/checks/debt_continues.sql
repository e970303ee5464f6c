-- 债务首尾相接：上年末余额应等于上年 12 月的期末余额，一年之内不变，本年的发行、还本、付息累计数不应减少
with

debt as (
    select * from marts.fct_debt_month
),

with_last_december as (
    select
        debt.*,
        december.balance_amount as december_amount,
    from debt
    left join debt as december
        on december.period = make_date(year(debt.period) - 1, 12, 1)
        and december.area_code = debt.area_code
        and december.debt_kind = debt.debt_kind
),

-- The month before that was reported in the same year, if any.
compared as (
    select
        *,
        lag(opening_amount) over line as opening_before,
        lag(new_issued_amount) over line as issued_before,
        lag(refinanced_amount) over line as refinanced_before,
        lag(repaid_amount) over line as repaid_before,
        lag(interest_amount) over line as interest_before,
    from with_last_december
    window line as (partition by area_code, debt_kind, year(period) order by period)
),

final as (
    select
        period,
        area_code,
        debt_kind,
        case
            when opening_amount <> december_amount then '上年末余额与上年 12 月期末余额不同'
            when opening_amount <> opening_before then '上年末余额与本年前一次报送不同'
            else '发行、还本或付息的累计数比前一次少'
        end as fault,
        opening_amount,
        december_amount,
        opening_before,
        _batch,
        _row,
    from compared
    where opening_amount <> december_amount
        or opening_amount <> opening_before
        or new_issued_amount < issued_before
        or refinanced_amount < refinanced_before
        or repaid_amount < repaid_before
        or interest_amount < interest_before
)

select * from final
