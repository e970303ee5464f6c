-- Version of a draft that was open for opinions for less than the law asks.
with

versions as (
    select * from marts.fct_draft_version
),

drafts as (
    select draft_id, draft_name, lead_committee from marts.fct_draft
),

terms as (
    select * from marts.dim_legal_term where term = 'draft_opinions'
),

final as (
    select
        versions.draft_id || '/' || versions.version_no as subject,
        drafts.draft_name || '（' || versions.version_name || '）' as subject_name,
        cast(null as varchar) as area_code,
        cast(null as varchar) as department_code,
        [versions.draft_id, cast(versions.version_no as varchar)] as keys,
        'red' as severity,
        versions.days_open as numerator,
        terms.value as denominator,
        versions.days_open as value,
        terms.value as threshold,
        printf(
            '%s起公开征求意见，%s截止，共 %d 天，少于 %d 天',
            day_text(versions.published_on), day_text(versions.closes_on), versions.days_open, terms.value
        ) as detail,
        cast(date_trunc('month', versions.published_on) as date) as period,
    from versions
    inner join terms on versions.published_on between terms.effective_from and terms.effective_to
    left join drafts on versions.draft_id = drafts.draft_id
    where versions.days_open < terms.value and date_trunc('month', versions.published_on) between cast($from as date) and cast($to as date)
)

select * from final
