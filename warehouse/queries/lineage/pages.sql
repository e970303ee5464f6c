-- One public page from which the published figures asked for were copied.
with

figures as (
    select * from marts.published_figure
),

final as (
    select source_url, max(page_title) as page_title
    from figures
    where ($year is null or list_contains(cast($year as varchar[]), cast(fiscal_year as varchar)))
        and ($published_area is null or list_contains(cast($published_area as varchar[]), published_area))
        and ($published_period is null or list_contains(cast($published_period as varchar[]), published_period))
        and ($topic is null or list_contains(cast($topic as varchar[]), topic))
        and ($item is null or list_contains(cast($item as varchar[]), item))
        and ($source_url is null or list_contains(cast($source_url as varchar[]), source_url))
        and measure = '金额'
        and amount_yuan is not null
    group by source_url
    order by source_url
)

select * from final
