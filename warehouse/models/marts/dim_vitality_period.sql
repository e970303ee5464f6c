-- One period the vitality index speaks of: each whole year, and the twelve months to the last complete month.
with

months as (
    select * from marts.dim_month
    where has_activities and has_opinions and has_duty
),

-- A month is complete when opinions reach its last three days: a ledger sent in the middle of a month is not the month.
reached as (
    select max(received_on) as last_day from marts.fct_opinion
),

complete as (
    select months.period, months.month_end
    from months
    cross join reached
    where months.month_end - 2 <= reached.last_day
),

years as (
    select
        cast(year(period) as varchar) as period_code,
        'year' as kind,
        min(period) as period_from,
        max(month_end) as period_to,
    from complete
    group by year(period)
    having count(*) = 12
),

-- When the last complete month is December, the last twelve months are that year.
rolling as (
    select
        'R' || strftime(max(period), '%Y-%m') as period_code,
        'rolling' as kind,
        cast(max(period) - interval 11 month as date) as period_from,
        max(month_end) as period_to,
    from complete
    having month(max(period)) < 12
        and cast(max(period) - interval 11 month as date) >= min(period)
),

final as (
    select
        period_code,
        kind,
        cast(year(period_to) * 100 + month(period_to) as integer) as time_code,
        period_from,
        period_to,
    from (select * from years union all select * from rolling)
    order by period_to
)

select * from final
