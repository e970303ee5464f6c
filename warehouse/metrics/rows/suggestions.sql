-- One suggestion, in the month it was handed over.
with

suggestion as (
    select * from marts.fct_suggestion
),

final as (
    select
        suggestion.*,
        cast(session_year as varchar) as year,
        area_code as area,
        lead_handler as department,
        category as suggestion_category,
        cast(handed_over_on is not null as integer) as suggestions_handed_over,
        cast(handed_over_on is not null and closed_on is not null as integer) as suggestions_closed,
        cast(answered_on is not null as integer) as suggestions_answered,
        cast(coalesce(again_in_time = false, false) as integer) as suggestions_dissatisfied_unanswered,
        cast(coalesce(answered_in_time, false) and answered_in_time is not null as integer) as suggestion_on_time_rate,
        cast(answered_in_time is not null as integer) as suggestion_on_time_rate_base,
        cast(coalesce(met_on is not null, false) and answered_on is not null as integer) as suggestion_meeting_rate,
        cast(answered_on is not null as integer) as suggestion_meeting_rate_base,
        cast(coalesce(satisfaction_handling in ('satisfied', 'fairly'), false) and coalesce(satisfaction_handling <> 'unstated', false) as integer) as suggestion_satisfaction_handling,
        cast(coalesce(satisfaction_handling <> 'unstated', false) as integer) as suggestion_satisfaction_handling_base,
        cast(coalesce(satisfaction_result in ('satisfied', 'fairly'), false) and coalesce(satisfaction_result <> 'unstated', false) as integer) as suggestion_satisfaction_result,
        cast(coalesce(satisfaction_result <> 'unstated', false) as integer) as suggestion_satisfaction_result_base,
        cast(coalesce((result_class = 'A' or fulfilled_on is not null), false) and coalesce(result_class in ('A', 'B'), false) as integer) as suggestion_fulfilment_rate,
        cast(coalesce(result_class in ('A', 'B'), false) as integer) as suggestion_fulfilment_rate_base,
        cast(coalesce(promise_kept, false) and promise_kept is not null as integer) as suggestion_promise_kept_rate,
        cast(promise_kept is not null as integer) as suggestion_promise_kept_rate_base,
        cast(coalesce(result_class = 'A', false) and answered_on is not null as integer) as suggestion_class_a_share,
        cast(answered_on is not null as integer) as suggestion_class_a_share_base,
        cast(coalesce(result_class = 'B', false) and answered_on is not null as integer) as suggestion_class_b_share,
        cast(answered_on is not null as integer) as suggestion_class_b_share_base,
        cast(coalesce(result_class = 'C', false) and answered_on is not null as integer) as suggestion_class_c_share,
        cast(answered_on is not null as integer) as suggestion_class_c_share_base,
        if(answered_on is not null, days_to_answer, 0) as suggestion_answer_days,
        cast(answered_on is not null as integer) as suggestion_answer_days_base,
    from suggestion
)

select * from final
