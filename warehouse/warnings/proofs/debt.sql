-- One kind of an area’s debt at a month’s end: balance (numerator) and limit (denominator).
with

lines as (
    select * from marts.fct_debt_month where area_code = $area and period = cast($period as date)
),

names as (
    select code, name from marts.dim_code where dimension = 'debt_kind'
),

both_parts as (
    select 'numerator' as part, balance_amount as amount, * from lines

    union all

    select 'denominator', limit_amount, * from lines
),

final as (
    select
        both_parts.part,
        'finance.debt' as contract,
        both_parts.debt_kind as what,
        coalesce(names.name, both_parts.debt_kind) as note,
        both_parts.amount,
        last_day(both_parts.period) as day,
        both_parts._batch,
        both_parts._row,
    from both_parts
    left join names on both_parts.debt_kind = names.code
)

select * from final
