-- One suggestion of the register by its id: what people are told of it, and the batch it came in.
with

suggestions as (
    select * from marts.fct_suggestion
),

areas as (
    select * from marts.dim_area
),

townships as (
    select * from marts.dim_township
),

wanted as (
    select unnest(cast($ids as varchar[])) as suggestion_id
),

final as (
    select
        suggestions.suggestion_id,
        suggestions.title,
        suggestions.body,
        suggestions.session_year,
        suggestions.session,
        suggestions.category,
        suggestions.lead_signer,
        suggestions.cosigner_count,
        suggestions.area_code,
        areas.name as area_name,
        townships.name as township_name,
        suggestions.lead_handler,
        suggestions.lead_handler_name,
        suggestions.co_handler_names,
        suggestions.result_class,
        suggestions.satisfaction_handling,
        suggestions.satisfaction_result,
        suggestions.merged_into,
        suggestions.key_supervised,
        suggestions.answered_in_time,
        suggestions.promise_kept,
        cast(suggestions.submitted_on as varchar) as submitted_on,
        cast(suggestions.handed_over_on as varchar) as handed_over_on,
        cast(suggestions.answered_on as varchar) as answered_on,
        cast(suggestions.closed_on as varchar) as closed_on,
        cast(suggestions.promised_by as varchar) as promised_by,
        cast(suggestions.fulfilled_on as varchar) as fulfilled_on,
        suggestions._batch as batch,
        suggestions._row as "row",
    from suggestions
    inner join wanted on suggestions.suggestion_id = wanted.suggestion_id
    left join areas on suggestions.area_code = areas.code
    left join townships on suggestions.township_code = townships.code
    order by suggestions.suggestion_id
)

select * from final
