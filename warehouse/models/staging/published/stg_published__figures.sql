-- One figure of a public page as accepted; cast and rename only.
with

source as (
    select * from raw.published
),

final as (
    select
        collection,
        period as published_period,
        area as published_area,
        topic,
        item,
        measure,
        unit,
        source_url,
        page_title,
        note,
        fiscal_year,
        cast(value as decimal(20, 4)) as value,
        page_date,
        _batch,
        _row,
    from source
)

select * from final
