-- One state-owned group by code: the name it was last reported under.
with

enterprises as (
    select * from staging.stg_state_assets__enterprises
),

final as (
    select
        enterprise_code as code,
        first(enterprise_name order by period desc, enterprise_name) as name,
    from enterprises
    group by enterprise_code
    order by code
)

select * from final
