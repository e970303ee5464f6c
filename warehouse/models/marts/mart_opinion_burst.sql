-- Definition × station × month whose opinions stand far above the station's own history: to be looked at (待核), never a penalty.
with

rules as (
    select * from seeds.vitality_definition
),

months as (
    select station_code, area_code, period, sum(opinions) as opinions
    from marts.mart_station_month
    semi join (select period from marts.dim_month where has_opinions) using (period)
    group by station_code, area_code, period
),

history as (
    select
        rules.version,
        months.*,
        count(*) over past as past_months,
        avg(opinions) over past as past_mean,
        -- At least the spread of a Poisson count: a history of equal months is no proof of clockwork.
        sqrt(greatest(coalesce(var_samp(opinions) over past, 0), avg(opinions) over past, 1)) as past_spread,
        rules.burst_history,
        rules.burst_ratio,
        rules.burst_spreads,
        rules.burst_least,
    from months
    cross join rules
    window past as (
        partition by rules.version, station_code order by period
        rows between 24 preceding and 1 preceding
    )
),

final as (
    select
        version,
        station_code,
        area_code,
        opinions,
        past_months,
        past_mean,
        past_spread,
        period,
    from history
    where past_months >= burst_history
        and opinions >= burst_least
        and opinions >= burst_ratio * past_mean
        and opinions >= past_mean + burst_spreads * past_spread
    order by version, station_code, period
)

select * from final
