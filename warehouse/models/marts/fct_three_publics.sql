-- One class of 三公 of one department and month: the year’s budget and what was spent so far, as reported.
with

three_publics as (
    select * from staging.stg_finance__three_publics
),

final as (
    select
        area_code,
        department_code,
        economic_code,
        budget_amount,
        year_to_date_amount,
        period,
        _batch,
        _row,
    from three_publics
    order by area_code, period, department_code, economic_code, _batch, _row
)

select * from final
