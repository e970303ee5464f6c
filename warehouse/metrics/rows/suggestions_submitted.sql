-- One suggestion, in the month it was submitted.
with

suggestion as (
    select * replace (cast(date_trunc('month', submitted_on) as date) as period) from marts.fct_suggestion
),

final as (
    select
        suggestion.*,
        cast(session_year as varchar) as year,
        area_code as area,
        lead_handler as department,
        category as suggestion_category,
        1 as suggestions_submitted,
    from suggestion
)

select * from final
