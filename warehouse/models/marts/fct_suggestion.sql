-- One suggestion: its text, signers, handlers and life, and whether its terms and its promise were kept by the register's last day.
with

suggestions as (
    select
        *,
        max(greatest(
            submitted_on, reviewed_on, handed_over_on, met_on, answered_on, feedback_on, answered_again_on, closed_on, fulfilled_on
        )) over () as as_of,
    from staging.stg_suggestions__register
),

terms as (
    select * from marts.dim_legal_term
),

-- Who has it now; of several separate handlers the one named first stands for the lead.
handlers as (
    select
        suggestion_id,
        first(department_code order by role = 'separate', assigned_on, _batch, _row)
            filter (where role <> 'co') as lead_handler,
        first(department_name order by role = 'separate', assigned_on, _batch, _row)
            filter (where role <> 'co') as lead_handler_name,
        list(department_code order by department_code) filter (where role <> 'co') as lead_handlers,
        list(department_code order by department_code) filter (where role = 'co') as co_handlers,
        string_agg(department_name, '、' order by department_code) filter (where role = 'co') as co_handler_names,
    from marts.fct_suggestion_handler
    where not is_returned
    group by suggestion_id
),

joined as (
    select
        suggestions.*,
        handlers.* exclude (suggestion_id),
        cast(suggestions.handed_over_on + answer.length as date) as due_on,
        if(
            'dissatisfied' in (suggestions.satisfaction_handling, suggestions.satisfaction_result),
            cast(suggestions.feedback_on + again.length as date),
            null
        ) as again_due_on,
    from suggestions
    left join handlers on suggestions.suggestion_id = handlers.suggestion_id
    left join terms as answer
        on answer.term = if(suggestions.extended, 'suggestion_answer_extended', 'suggestion_answer')
        and suggestions.handed_over_on between answer.effective_from and answer.effective_to
    left join terms as again
        on again.term = 'suggestion_again'
        and suggestions.feedback_on between again.effective_from and again.effective_to
),

final as (
    select
        * exclude (_batch, _row),
        cast(len(cosigners) as integer) as cosigner_count,
        cast(answered_on - handed_over_on as integer) as days_to_answer,
        cast(date_trunc('month', handed_over_on) as date) as period,
        -- Each is true, false, or null where no term runs or it is too early to say.
        case
            when answered_on is not null then answered_on <= due_on
            when due_on < as_of then false
        end as answered_in_time,
        case
            when again_due_on is null then null
            when answered_again_on is not null then answered_again_on <= again_due_on
            when again_due_on < as_of then false
        end as again_in_time,
        case
            when fulfilled_on is not null then fulfilled_on <= promised_by
            when promised_by < as_of then false
        end as promise_kept,
        _batch,
        _row,
    from joined
    order by session_year, suggestion_id, _batch, _row
)

select * from final
