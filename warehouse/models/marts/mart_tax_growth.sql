-- Month × area × tax kind × industry: collected this year and in the same month of last year, for months an area reported in both.
with

tax as (
    select * from marts.fct_tax_month
),

reported as (
    select distinct period, area_code from tax
),

comparable as (
    select this_year.period, this_year.area_code
    from reported as this_year
    semi join reported as last_year
        on last_year.period + interval 1 year = this_year.period
        and last_year.area_code = this_year.area_code
),

parts as (
    select
        area_code,
        tax_kind,
        industry,
        collected_amount as this_year_amount,
        0 as last_year_amount,
        period,
    from tax

    union all

    select
        area_code,
        tax_kind,
        industry,
        0,
        collected_amount,
        cast(period + interval 1 year as date),
    from tax
),

final as (
    select
        area_code,
        tax_kind,
        industry,
        cast(sum(this_year_amount) as decimal(18, 2)) as this_year_amount,
        cast(sum(last_year_amount) as decimal(18, 2)) as last_year_amount,
        period,
    from parts
    semi join comparable using (period, area_code)
    group by area_code, tax_kind, industry, period
    order by area_code, period, tax_kind, industry
)

select * from final
