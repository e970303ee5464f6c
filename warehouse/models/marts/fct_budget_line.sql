-- One line of a version of an account's budget or final accounts, transfers included.
with

budget as (
    select * from staging.stg_finance__budget
),

final as (
    select
        version,
        account,
        area_code,
        side,
        department_code,
        subject_code,
        case when side = 'expenditure' then left(subject_code, 3) end as function_class,
        case when side = 'revenue' then subject_code end as item_code,
        economic_code,
        project_code,
        project_name,
        fiscal_year,
        amount,
        _batch,
        _row,
    from budget
    order by fiscal_year, version, account, area_code, side, department_code, subject_code, _batch, _row
)

select * from final
