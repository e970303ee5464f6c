-- One opinion on a draft, with the draft's name and plan year and the county of the station that collected it.
with

opinions as (
    select * from staging.stg_legislation__opinions
),

drafts as (
    select draft_id, min(draft_name) as draft_name, min(plan_year) as plan_year
    from staging.stg_legislation__drafts
    group by draft_id
),

stations as (
    select station_code, min(area_code) as area_code from marts.fct_station group by station_code
),

final as (
    select
        opinions.* exclude (_batch, _row),
        drafts.draft_name,
        drafts.plan_year,
        stations.area_code,
        opinions._batch,
        opinions._row,
    from opinions
    left join drafts on opinions.draft_id = drafts.draft_id
    left join stations on opinions.station_code = stations.station_code
    order by opinions.draft_id, opinions.received_on, opinions.opinion_id, opinions._batch, opinions._row
)

select * from final
