-- A key project at a month’s end: invested in the year so far (numerator) and the year’s plan (denominator), from one row.
with

lines as (
    select * from marts.fct_key_project_month where project_code = $project and period = cast($period as date)
),

both_parts as (
    select 'numerator' as part, year_to_date_amount as amount, '本年累计完成投资' as note, * from lines

    union all

    select 'denominator', year_plan_amount, '年度计划投资', * from lines
),

final as (
    select
        part,
        'development.projects' as contract,
        project_code as what,
        note,
        amount,
        last_day(period) as day,
        _batch,
        _row,
    from both_parts
)

select * from final
