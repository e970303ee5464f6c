-- One month from the first January to the last month of the data; has_x: between the first and the last month x speaks of.
with

spoken as (
    select 'payments' as source, min(period) as first_month, max(period) as last_month
    from staging.stg_finance__payments

    union all
    select 'revenue', min(period), max(period) from staging.stg_finance__revenue

    union all
    select 'tax', min(period), max(period) from staging.stg_tax__monthly

    union all
    select 'activities', min(period), max(period) from staging.stg_stations__activities

    union all
    select 'opinions', min(period), max(period) from staging.stg_stations__opinions

    union all
    select 'duty', min(period), max(period) from staging.stg_stations__duty

    union all
    select 'findings', min(found_on), max(greatest(found_on, coalesce(rectified_on, found_on)))
    from staging.stg_audit__findings

    union all
    select
        'suggestions',
        min(submitted_on),
        max(greatest(submitted_on, handed_over_on, answered_on, feedback_on, answered_again_on, closed_on, fulfilled_on))
    from staging.stg_suggestions__register

    union all
    select 'drafts', min(published_on), max(greatest(published_on, deliberated_on))
    from staging.stg_legislation__versions

    union all
    select 'drafts', min(received_on), max(greatest(received_on, replied_on)) from staging.stg_legislation__opinions
),

-- The register speaks of no month of its own: it opens the calendar only where nothing else does.
register as (
    select max(opened_on) as last_opened from staging.stg_stations__register
),

span as (
    select
        date_trunc('year', coalesce(min(first_month), any_value(last_opened))) as first_month,
        date_trunc('month', coalesce(max(last_month), any_value(last_opened))) as last_month,
    from spoken
    cross join register
),

months as (
    select cast(unnest(range(first_month, last_month + interval 1 month, interval 1 month)) as date) as period
    from span
),

final as (
    select
        cast(year(months.period) as integer) as year,
        cast(month(months.period) as integer) as month_number,
        coalesce(bool_or(spoken.source = 'payments'), false) as has_payments,
        coalesce(bool_or(spoken.source = 'revenue'), false) as has_revenue,
        coalesce(bool_or(spoken.source = 'tax'), false) as has_tax,
        coalesce(bool_or(spoken.source = 'activities'), false) as has_activities,
        coalesce(bool_or(spoken.source = 'opinions'), false) as has_opinions,
        coalesce(bool_or(spoken.source = 'duty'), false) as has_duty,
        coalesce(bool_or(spoken.source = 'suggestions'), false) as has_suggestions,
        coalesce(bool_or(spoken.source = 'drafts'), false) as has_drafts,
        months.period,
        last_day(months.period) as month_end,
    from months
    left join spoken on months.period between spoken.first_month and spoken.last_month
    group by months.period
    order by months.period
)

select * from final
