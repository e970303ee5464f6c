-- Definition × variant × period × station × indicator: events and their exposure (scope), as the definition divides them.
with

counts as (
    select * replace (
        coalesce(opinions, 0) as opinions,
        coalesce(livelihood_credit, 0) as livelihood_credit,
        coalesce(solicited_credit, 0) as solicited_credit,
        coalesce(persons, 0) as persons
    )
    from marts.mart_vitality_count
),

rules as (
    select * from seeds.vitality_definition
),

-- Ten thousand residents and one deputy, bent by the definition's elasticity: a station twice the size is not asked for twice as much.
scoped as (
    select
        counts.*,
        residents_base / 10000 * power(greatest(residents, 1) / residents_base, residents_elasticity) as people,
        deputies_base * power(greatest(deputies, 1) / deputies_base, deputies_elasticity) as bench,
        open_share * if(variant = 'all', 1, 1 - marked_months / 12) as opinion_share,
    from counts
    inner join rules using (version)
    where activities + scheduled + opinions > 0
),

indicators as (
    select *, unnest([
        {code: 'topics', events: topics, exposure: bench * open_share},
        {code: 'solicited', events: solicited_credit, exposure: people * opinion_share},
        {code: 'visits', events: visits, exposure: open_share},
        {code: 'opinions', events: livelihood_credit, exposure: people * opinion_share},
        {code: 'breadth', events: persons, exposure: people * opinion_share},
        {code: 'adoption', events: adopted, exposure: closed},
        {code: 'attendance', events: attended, exposure: scheduled},
        {code: 'serving', events: least(serving, bench * open_share), exposure: bench * open_share},
        {code: 'on_time', events: on_time, exposure: due},
        {code: 'overdue', events: overdue, exposure: due},
        {code: 'satisfaction', events: satisfied, exposure: stated},
        {code: 'days', events: median_days * closed, exposure: closed}
    ]) as indicator
    from scoped
),

final as (
    select
        version,
        variant,
        period_code,
        station_code,
        peer_group,
        indicator.code as indicator,
        cast(coalesce(indicator.events, 0) as double) as events,
        cast(coalesce(indicator.exposure, 0) as double) as exposure,
    from indicators
    order by version, variant, period_code, station_code, indicator
)

select * from final
