-- One version of a draft, and whether it was open for opinions as long as the rule asks.
with

versions as (
    select * from staging.stg_legislation__versions
),

terms as (
    select * from marts.dim_legal_term where term = 'draft_opinions'
),

final as (
    select
        versions.draft_id,
        versions.version_name,
        versions.version_no,
        versions.clauses,
        cast(versions.closes_on - versions.published_on as integer) as days_open,
        versions.closes_on >= versions.published_on + terms.length as open_long_enough,
        versions.published_on,
        versions.closes_on,
        versions.deliberated_on,
        versions._batch,
        versions._row,
    from versions
    left join terms on versions.published_on between terms.effective_from and terms.effective_to
    order by versions.draft_id, versions.version_no, versions._batch, versions._row
)

select * from final
