-- One tax kind of one industry, area and month.
with

tax as (
    select * from staging.stg_tax__monthly
),

final as (
    select
        area_code,
        tax_kind,
        industry,
        collected_amount,
        local_amount,
        period,
        _batch,
        _row,
    from tax
    order by area_code, period, tax_kind, industry, _batch, _row
)

select * from final
