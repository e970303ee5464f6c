-- Definition × variant × period × station × indicator: events and exposure after shrinking to the definition's frozen priors.
with

rates as (
    select * from marts.mart_vitality_rate
),

priors as (
    select * from seeds.vitality_prior
),

rules as (
    select version, satisfaction_z from seeds.vitality_definition
),

-- The posterior mean of Gamma–Poisson and of Beta–binomial alike: the peers' events and exposure are added to the station's.
shrunk as (
    select
        rates.*,
        rates.events + coalesce(priors.strength * priors.mean, 0) as shrunk_events,
        rates.exposure + coalesce(priors.strength, 0) as shrunk_exposure,
        coalesce(priors.strength, 0) as prior_exposure,
        rules.satisfaction_z,
    from rates
    inner join rules using (version)
    left join priors using (version, peer_group, indicator)
),

valued as (
    select
        *,
        shrunk_events / nullif(shrunk_exposure, 0) as rate,
        power(satisfaction_z, 2) / nullif(shrunk_exposure, 0) as z2,
    from shrunk
),

final as (
    select
        version,
        variant,
        period_code,
        station_code,
        peer_group,
        indicator,
        events,
        exposure,
        shrunk_events,
        shrunk_exposure,
        prior_exposure / nullif(shrunk_exposure, 0) as prior_share,
        -- Satisfaction is the lower end of Wilson's interval: few voices cannot prove much.
        if(
            indicator = 'satisfaction',
            (rate + z2 / 2 - satisfaction_z * sqrt(rate * (1 - rate) / shrunk_exposure + z2 / shrunk_exposure / 4))
            / (1 + z2),
            rate
        ) as value,
    from valued
    order by version, variant, period_code, station_code, indicator
)

select * from final
