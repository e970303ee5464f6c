-- Month × area × tax kind × industry: tax collected above the same month of last year, over that month; months reported in both years.
with

growth as (
    select * from marts.mart_tax_growth
),

final as (
    select
        period,
        area_code as area,
        tax_kind,
        industry,
        this_year_amount - last_year_amount as numerator,
        last_year_amount as denominator,
    from growth
)

select * from final
