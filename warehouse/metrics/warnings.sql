-- Month × severity × rule × area × department: warnings standing at the month's end.
with

warnings as (
    select * from marts.mart_warning_month
),

final as (
    select
        period,
        severity,
        rule as warning_rule,
        area_code as area,
        department_code as department,
        warnings as numerator,
    from warnings
)

select * from final
