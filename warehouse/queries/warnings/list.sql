-- One warning that stands at a month's end, red first; the total of them all beside each.
with

warnings as (
    select * from marts.fct_warning
),

rules as (
    select * from marts.dim_warning_rule
),

levels as (
    select code, sort_order from marts.dim_warning_severity
),

areas as (
    select code, name, sort_order from marts.dim_area
),

departments as (
    select code, name from marts.dim_department
),

matching as (
    select warnings.*
    from warnings
    where
        cast($month as date) between warnings.period and warnings.stands_until
        and (len($severities) = 0 or warnings.severity in (select unnest($severities)))
        and (len($rules) = 0 or warnings.rule in (select unnest($rules)))
        and (len($areas) = 0 or warnings.area_code in (select unnest($areas)))
        and (len($departments) = 0 or warnings.department_code in (select unnest($departments)))
),

final as (
    select
        matching.warning_id as id,
        matching.rule,
        rules.name as "ruleName",
        matching.severity,
        matching.subject_name as "subjectName",
        matching.detail,
        matching.area_code as area,
        areas.name as "areaName",
        matching.department_code as department,
        coalesce(departments.name, coalesce(areas.name, '') || rules.explained_by) as "explainedBy",
        rules.unit,
        rules.part_unit as "partUnit",
        matching.numerator,
        matching.denominator,
        matching.value,
        matching.threshold,
        strftime(matching.period, '%Y-%m') as period,
        strftime(matching.since, '%Y-%m') as since,
        matching.months_running as "monthsRunning",
        strftime(matching.stands_until, '%Y-%m') as "standsUntil",
        -- Not count(*) over (): over no rows, read by two threads, the engine fails on it at times (duckdb#22352).
        (select cast(count(*) as integer) from matching) as total,
    from matching
    inner join rules on matching.rule = rules.code
    inner join levels on matching.severity = levels.code
    left join areas on matching.area_code = areas.code
    left join departments on matching.department_code = departments.code
    order by levels.sort_order, rules.sort_order, areas.sort_order, abs(matching.value) desc, matching.warning_id
    limit $limit
    offset $offset
)

select * from final
