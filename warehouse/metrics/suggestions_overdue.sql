-- Month × area × lead handler × category: suggestions past their term and not answered at its end.
with

suggestions as (
    select * from marts.mart_suggestion_month
),

final as (
    select
        period,
        area_code as area,
        lead_handler as department,
        category as suggestion_category,
        overdue as numerator,
    from suggestions
)

select * from final
