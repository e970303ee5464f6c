-- One legislative project: how far it is, its versions, and the opinions on it and what became of them.
with

drafts as (
    select * from staging.stg_legislation__drafts
),

versions as (
    select
        draft_id,
        max(version_no) as versions,
        min(published_on) as first_published_on,
        max(published_on) as last_published_on,
        max(closes_on) as open_until,
        arg_max(clauses, version_no) as clauses,
    from staging.stg_legislation__versions
    group by draft_id
),

opinions as (
    select
        draft_id,
        count(*) as opinions,
        count(*) filter (where adoption in ('adopted', 'partly')) as adopted,
        count(*) filter (where adoption is null) as undecided,
    from staging.stg_legislation__opinions
    group by draft_id
),

final as (
    select
        drafts.draft_id,
        drafts.draft_name,
        drafts.kind,
        drafts.lead_committee,
        drafts.drafted_by,
        case
            when drafts.withdrawn_on is not null then 'withdrawn'
            when drafts.effective_on is not null then 'approved'
            when drafts.adopted_on is not null then 'adopted'
            when versions.draft_id is not null then 'published'
            else 'planned'
        end as stage,
        drafts.plan_year,
        coalesce(versions.versions, 0) as versions,
        versions.clauses,
        cast(coalesce(opinions.opinions, 0) as integer) as opinions,
        cast(coalesce(opinions.adopted, 0) as integer) as opinions_adopted,
        cast(coalesce(opinions.undecided, 0) as integer) as opinions_undecided,
        versions.first_published_on,
        versions.last_published_on,
        versions.open_until,
        drafts.adopted_on,
        drafts.approved_on,
        drafts.effective_on,
        drafts.withdrawn_on,
        drafts._batch,
        drafts._row,
    from drafts
    left join versions on drafts.draft_id = versions.draft_id
    left join opinions on drafts.draft_id = opinions.draft_id
    order by drafts.plan_year, drafts.draft_id, drafts._batch, drafts._row
)

select * from final
