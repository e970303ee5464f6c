-- One evaluation of a project by deputies or the public.
with

source as (
    select * from staging.stg_livelihood__evaluations
),

final as (
    select *
    from source
    order by project_year, project_id, asked, _batch, _row
)

select * from final
