-- 法规各稿有序：稿次从第一稿起连续，后一稿的公开不早于前一稿的截止，通过不早于最后一稿公开；各稿须有法规项目，条款须有其稿
with

drafts as (
    select * from marts.fct_draft
),

versions as (
    select
        *,
        lag(version_no) over (partition by draft_id order by version_no) as earlier_no,
        lag(closes_on) over (partition by draft_id order by version_no) as earlier_closes_on,
    from marts.fct_draft_version
),

wrong as (
    select draft_id, version_no, '稿次不连续' as wrong from versions
    where version_no <> coalesce(earlier_no, 0) + 1

    union all

    select draft_id, version_no, '公开日期不晚于前一稿的截止日期' from versions
    where published_on <= earlier_closes_on

    union all

    select versions.draft_id, versions.version_no, '没有这个法规项目' from versions
    anti join drafts on versions.draft_id = drafts.draft_id
    where exists (from drafts)

    union all

    select versions.draft_id, versions.version_no, '公开日期晚于法规的通过或终止日期' from versions
    inner join drafts on versions.draft_id = drafts.draft_id
    where versions.published_on > least(drafts.adopted_on, drafts.withdrawn_on)

    union all

    select clauses.draft_id, clauses.version_no, '条款所属的稿次没有报送，或条次超过该稿条款数'
    from marts.fct_draft_clause as clauses
    left join versions on clauses.draft_id = versions.draft_id and clauses.version_no = versions.version_no
    where exists (from versions) and coalesce(clauses.clause_no > versions.clauses, true)
),

final as (
    select draft_id, version_no, wrong, count(*) as rows
    from wrong
    group by draft_id, version_no, wrong
)

select * from final
