-- One suggestion handed over and not answered at the end of the month asked for.
with

suggestion as (
    select * from marts.fct_suggestion
),

final as (
    select
        suggestion.*,
        area_code as area,
        lead_handler as department,
        category as suggestion_category,
        1 as suggestions_unanswered,
        cast(coalesce(due_on < last_day(cast($last_month as date)), false) as integer) as suggestions_overdue,
    from suggestion
    where handed_over_on <= last_day(cast($last_month as date))
        and coalesce(answered_on > last_day(cast($last_month as date)), true)
)

select * from final
