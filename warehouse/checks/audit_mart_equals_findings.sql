-- 审计汇总等于台账：最近一月按部门、类型、审计年度的问题数与已整改数，应等于台账
with

mart as (
    select * from marts.mart_audit_month
),

findings as (
    select * from marts.fct_audit_finding
),

last_month as (
    select max(period) as period from marts.dim_month
),

-- Parts of one cell from both sides, of opposite sign, must add up to nothing.
parts as (
    select department_code, category, audit_year, findings, rectified
    from mart
    semi join last_month using (period)

    union all

    select department_code, category, audit_year, -1, if(rectified_on is null, 0, -1)
    from findings
),

final as (
    select
        department_code,
        category,
        audit_year,
        sum(findings) as findings_difference,
        sum(rectified) as rectified_difference,
    from parts
    group by department_code, category, audit_year
    having sum(findings) <> 0 or sum(rectified) <> 0
)

select * from final
