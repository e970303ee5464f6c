-- One warning by its id, with what its proof and its history are found by.
with

warnings as (
    select * from marts.fct_warning where warning_id = $id
),

rules as (
    select * from marts.dim_warning_rule
),

areas as (
    select code, name from marts.dim_area
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
        warnings.subject,
        warnings.subject_name as "subjectName",
        warnings.detail,
        warnings.area_code as area,
        areas.name as "areaName",
        warnings.department_code as department,
        warnings.project_code as project,
        coalesce(warnings.keys, []) as keys,
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
        rules.sql,
        strftime(rules.judged_from, '%Y-%m') as "judgedFrom",
        strftime(rules.judged_to, '%Y-%m') as "judgedTo",
    from warnings
    inner join rules on warnings.rule = rules.code
    left join areas on warnings.area_code = areas.code
    left join departments on warnings.department_code = departments.code
)

select * from final
