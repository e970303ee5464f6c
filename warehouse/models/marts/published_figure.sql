-- One figure of a public page: the value as published and, where its unit is money, in yuan.
with

figures as (
    select * from staging.stg_published__figures
),

final as (
    select
        collection,
        published_period,
        published_area,
        topic,
        item,
        measure,
        unit,
        source_url,
        page_title,
        note,
        fiscal_year,
        value,
        cast(
            value * case unit when '元' then 1 when '千元' then 1000 when '万元' then 10000 when '亿元' then 100000000 end
            as decimal(18, 2)
        ) as amount_yuan,
        page_date,
        _batch,
        _row,
    from figures
    order by collection, fiscal_year, published_area, topic, item, measure, source_url, _batch, _row
)

select * from final
