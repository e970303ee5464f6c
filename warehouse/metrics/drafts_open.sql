-- Month: drafts open for opinions on its last day.
with

months as (
    select * from marts.dim_month where has_drafts
),

versions as (
    select * from marts.fct_draft_version
),

final as (
    select
        months.period,
        count(distinct versions.draft_id) as numerator,
    from months
    left join versions on months.month_end between versions.published_on and versions.closes_on
    group by months.period
)

select * from final
