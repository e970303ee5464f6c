-- Definition × peer group × indicator: mean and strength the reference year's data give (empirical Bayes, moments), to be frozen.
with

rules as (
    select * from seeds.vitality_definition
),

rates as (
    select mart_vitality_rate.*
    from marts.mart_vitality_rate
    inner join rules using (version)
    where variant = 'all' and exposure > 0 and period_code = cast(reference_year as varchar)
),

-- A group too small to speak for itself borrows from all stations.
pooled as (
    select *, peer_group as scope from rates
    union all
    select *, '' as scope from rates
),

-- Marshall (1991): the spread between stations is what is left of the variance when chance is taken off. Fractions
-- are added in a fixed order, so that equal records give equal sums to the last digit.
moments as (
    select
        version,
        indicator,
        scope,
        count(*) as stations,
        sum(exposure order by station_code) as exposure,
        sum(events order by station_code) as events,
        sum(events * events / exposure order by station_code) as squares,
    from pooled
    group by version, indicator, scope
),

-- What chance alone would do to one unit of exposure: Bernoulli, Poisson, and days that spread by half their length.
spread as (
    select
        *,
        exposure / stations as mean_exposure,
        events / exposure as mean,
        squares / exposure - power(events / exposure, 2) as variance,
        case
            when indicator in ('topics', 'solicited', 'visits', 'opinions', 'breadth') then mean
            when indicator = 'days' then power(mean / 2, 2)
            else mean * (1 - mean)
        end as chance,
    from moments
),

-- In units of exposure, held between the definition's bounds: shares of a station's usual exposure.
strengths as (
    select
        spread.*,
        rules.least_peers,
        mean_exposure * case
            when variance * mean_exposure <= chance then prior_most
            else least(greatest(chance / (variance * mean_exposure - chance), prior_least), prior_most)
        end as strength,
    from spread
    inner join rules using (version)
),

final as (
    select
        own.version,
        own.scope as peer_group,
        own.indicator,
        if(own.stations >= own.least_peers, own.mean, city.mean) as mean,
        if(own.stations >= own.least_peers, own.strength, city.strength) as strength,
        own.stations,
    from strengths as own
    inner join strengths as city
        on own.version = city.version and own.indicator = city.indicator and city.scope = ''
    where own.scope <> ''
    order by own.version, own.scope, own.indicator
)

select * from final
