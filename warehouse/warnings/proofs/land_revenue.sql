-- An area’s land revenue of the year so far (numerator) and the plan’s twelfths due (denominator), from one row.
with

lines as (
    select * from marts.fct_land_revenue_month where area_code = $area and period = cast($period as date)
),

both_parts as (
    select 'numerator' as part, year_to_date_amount as amount, '累计收入' as note, * from lines

    union all

    select
        'denominator',
        cast(plan_amount * month(period) / 12 as decimal(18, 2)),
        '全年计划 × 月份 ÷ 12',
        *
    from lines
),

final as (
    select
        part,
        'natural_resources.land_revenue' as contract,
        area_code as what,
        note,
        amount,
        last_day(period) as day,
        _batch,
        _row,
    from both_parts
)

select * from final
