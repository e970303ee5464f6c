-- One project of the pool as accepted; cast and rename only.
with

source as (
    select * from raw.livelihood_candidates
),

final as (
    select
        project_id,
        project_name,
        field,
        department_code,
        department_name,
        target,
        stage,
        cut_reason,
        project_year,
        planned_amount,
        pooled_on,
        shortlisted_on,
        reviewed_on,
        cut_on,
        _batch,
        _row,
    from source
)

select * from final
