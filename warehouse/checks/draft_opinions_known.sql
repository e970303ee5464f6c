-- 立法意见有所指：已报送各稿时，意见所指的稿次须存在，条次不超过该稿条款数，收到日期不早于该稿公开
with

versions as (
    select * from marts.fct_draft_version
),

opinions as (
    select * from marts.fct_draft_opinion
),

final as (
    select
        opinions.opinion_id,
        opinions.draft_id,
        opinions.version_no,
        opinions.clause_no,
        case
            when versions.draft_id is null then '没有这一稿'
            when opinions.clause_no > versions.clauses then '没有这一条'
            else '收到日期早于该稿公开'
        end as wrong,
    from opinions
    left join versions on opinions.draft_id = versions.draft_id and opinions.version_no = versions.version_no
    where exists (from versions)
        and (
            versions.draft_id is null
            or opinions.clause_no > versions.clauses
            or opinions.received_on < versions.published_on
        )
)

select * from final
