-- One amount of money on a public page, in yuan: published figures are quoted, never added up.
with

figures as (
    select * from marts.published_figure where measure = '金额' and amount_yuan is not null
),

final as (
    select
        cast(fiscal_year as varchar) as year,
        published_area,
        published_period,
        topic,
        item,
        source_url,
        amount_yuan as numerator,
    from figures
)

select * from final
