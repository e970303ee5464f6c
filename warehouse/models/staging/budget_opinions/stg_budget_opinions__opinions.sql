-- One opinion on a line of the budget as accepted; cast and rename only.
with

source as (
    select * from raw.budget_opinions
),

final as (
    select
        opinion_id,
        version,
        account,
        area_code,
        department_code,
        subject_code,
        project_code,
        review_head,
        occasion,
        deputy_key,
        content,
        handler_code,
        handler_name,
        reply,
        reply_class,
        satisfaction,
        fiscal_year,
        cast(phone_calls as integer) as phone_calls,
        asked_amount,
        raised_on,
        assigned_on,
        phoned_on,
        replied_on,
        cast(date_trunc('month', raised_on) as date) as period,
        _batch,
        _row,
    from source
)

select * from final
