-- Definition × variant × period × station: what opinions count for, as known at the period's end; 'unmarked' leaves out months marked 待核.
with

rules as (
    select * from seeds.vitality_definition
),

periods as (
    select * from marts.dim_vitality_period
),

variants as (
    select unnest(['all', 'unmarked']) as variant
),

credits as (
    select * from marts.mart_opinion_credit
),

-- As of the period's end: what was closed later had no outcome then, so that old and new periods are alike.
known as (
    select
        variants.variant,
        periods.period_code,
        rules.version,
        credits.station_code,
        credits.kind,
        credits.channel,
        credits.person_key,
        credits.standing,
        credits.satisfaction,
        credits.adopted,
        credits.received_on,
        credits.due_on,
        periods.period_from,
        periods.period_to,
        if(credits.closed_on <= periods.period_to, credits.closed_on, null) as closed_on,
        credits.received_on >= periods.period_from as received,
        credits.credit * if(
            credits.closed_on <= periods.period_to and credits.adopted is not null, 1, rules.open_credit
        ) as credit,
    from credits
    inner join rules using (version)
    inner join periods
        on credits.received_on between periods.period_from - rules.answer_days and periods.period_to
    inner join variants on variants.variant = 'all' or not credits.in_burst
),

final as (
    select
        version,
        variant,
        period_code,
        station_code,
        count(*) filter (where received) as opinions,
        count(*) filter (where received and channel = 'online') as opinions_online,
        count(*) filter (where received and standing = 'repeat') as repeats,
        count(*) filter (where received and standing = 'over_cap') as over_cap,
        coalesce(sum(credit) filter (where received and kind = 'livelihood'), 0) as livelihood_credit,
        coalesce(sum(credit) filter (where received and kind <> 'livelihood'), 0) as solicited_credit,
        count(distinct person_key) filter (where received) as persons,
        count(*) filter (where closed_on >= period_from and standing <> 'repeat') as closed,
        count(*) filter (where closed_on >= period_from and standing <> 'repeat' and adopted) as adopted,
        count(*) filter (where due_on between period_from and period_to) as due,
        count(*) filter (where due_on between period_from and period_to and closed_on <= due_on) as on_time,
        count(*) filter (where due_on between period_from and period_to and closed_on is null) as overdue,
        count(*) filter (where closed_on >= period_from and satisfaction <> 'unstated') as stated,
        count(*) filter (where closed_on >= period_from and satisfaction in ('satisfied', 'fairly')) as satisfied,
        median(closed_on - received_on) filter (where closed_on >= period_from) as median_days,
    from known
    group by version, variant, period_code, station_code
)

select * from final
