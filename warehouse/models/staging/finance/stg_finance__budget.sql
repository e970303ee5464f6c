-- One line of a budget or of final accounts as accepted; cast and rename only.
with

source as (
    select * from raw.finance_budget
),

final as (
    select
        version,
        account,
        area_code,
        side,
        department_code,
        department_name,
        subject_code,
        subject_name,
        economic_code,
        project_code,
        project_name,
        fiscal_year,
        cast(amount as decimal(18, 2)) as amount,
        _batch,
        _row,
    from source
)

select * from final
