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

final as (
    select
        warnings.warning_id as id,
        warnings.rule,
        rules.name as "ruleName",
        warnings.severity,
        warnings.subject_name as "subjectName",
        warnings.detail,
        warnings.area_code as area,
        areas.name as "areaName",
        warnings.department_code as department,
        coalesce(departments.name, coalesce(areas.name, '') || rules.explained_by) as "explainedBy",
        rules.unit,
        rules.part_unit as "partUnit",
        warnings.numerator,
        warnings.denominator,
        warnings.value,
        warnings.threshold,
        strftime(warnings.period, '%Y-%m') as period,
        strftime(warnings.since, '%Y-%m') as since,
        warnings.months_running as "monthsRunning",
        strftime(warnings.stands_until, '%Y-%m') as "standsUntil",
        cast(count(*) over () as integer) as total,
    from warnings
    inner join rules on warnings.rule = rules.code
    inner join levels on warnings.severity = levels.code
    left join areas on warnings.area_code = areas.code
    left join departments on warnings.department_code = departments.code
    where
        cast($month as date) between warnings.period and warnings.stands_until
        and (len($severities) = 0 or warnings.severity in (select unnest($severities)))
        and (len($rules) = 0 or warnings.rule in (select unnest($rules)))
        and (len($areas) = 0 or warnings.area_code in (select unnest($areas)))
        and (len($departments) = 0 or warnings.department_code in (select unnest($departments)))
    order by levels.sort_order, rules.sort_order, areas.sort_order, abs(warnings.value) desc, warnings.warning_id
    limit $limit
    offset $offset
)

select * from final
