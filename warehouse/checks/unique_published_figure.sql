-- 公开数据唯一：同一网页上的同一数字只应收录一次
with

facts as (
    select * from marts.published_figure
),

final as (
    select
        collection,
        fiscal_year,
        published_period,
        published_area,
        topic,
        item,
        measure,
        unit,
        source_url,
        value,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by collection, fiscal_year, published_period, published_area, topic, item, measure, unit, source_url, value
    having count(*) > 1
)

select * from final
