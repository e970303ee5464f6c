-- One class of 三公 of one department and month as accepted; cast and rename only.
with

source as (
    select * from raw.finance_three_publics
),

final as (
    select
        area_code,
        department_code,
        department_name,
        economic_code,
        cast(budget_amount as decimal(18, 2)) as budget_amount,
        cast(year_to_date_amount as decimal(18, 2)) as year_to_date_amount,
        period,
        _batch,
        _row,
    from source
)

select * from final
