-- Tax of one kind and industry in a month or, taken off, in the same month of the year before; months an area reported in both.
with

tax_month as (
    select * from marts.fct_tax_month
),

reported as (
    select distinct period, area_code from tax_month
),

comparable as (
    select this_year.*
    from reported as this_year
    semi join reported as last_year on last_year.period + interval 1 year = this_year.period and last_year.area_code = this_year.area_code
),

parts as (
    select *, collected_amount as tax_growth, collected_amount as tax_change, cast(0 as decimal(18, 2)) as tax_growth_base from tax_month

    union all

    select * replace (cast(period + interval 1 year as date) as period), -collected_amount, -collected_amount, collected_amount from tax_month
),

final as (
    select
        parts.*,
        area_code as area,
    from parts
    semi join comparable using (period, area_code)
)

select * from final
