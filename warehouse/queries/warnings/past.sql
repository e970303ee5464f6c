-- One warning of the same rule: of the same subject in other months first, then the latest of other subjects.
with

warnings as (
    select * from marts.fct_warning where rule = $rule and warning_id <> $id
),

final as (
    select
        warning_id as id,
        subject = $subject as "sameSubject",
        severity,
        subject_name as "subjectName",
        detail,
        value,
        threshold,
        strftime(period, '%Y-%m') as period,
    from warnings
    where period <= cast($month as date)
    order by "sameSubject" desc, period desc, warning_id
    limit $limit
)

select * from final
