-- One tax kind of one industry, area and month as accepted; cast and rename only.
with

source as (
    select * from raw.tax_monthly
),

final as (
    select
        area_code,
        tax_kind,
        industry,
        cast(collected_amount as decimal(18, 2)) as collected_amount,
        cast(local_amount as decimal(18, 2)) as local_amount,
        period,
        _batch,
        _row,
    from source
)

select * from final
