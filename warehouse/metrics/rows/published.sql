-- One amount of money on a public page.
with

published_figure as (
    select * from marts.published_figure
),

final as (
    select
        published_figure.*,
        cast(fiscal_year as varchar) as year,
        amount_yuan as published_amount,
    from published_figure
    where measure = '金额' and amount_yuan is not null
)

select * from final
