-- 区域都有出处：数据行的区域须为代码表中的下级区域；全市是各区域的合计，不应出现在数据行上
with

leaves as (
    select code from marts.dim_area where is_leaf
),

areas_used as (
    select 'fct_payment' as fact, area_code as code from marts.fct_payment
    union all select 'fct_budget_line', area_code from marts.fct_budget_line
    union all select 'fct_revenue_month', area_code from marts.fct_revenue_month
    union all select 'fct_debt_month', area_code from marts.fct_debt_month
    union all select 'fct_transfer', area_code from marts.fct_transfer
    union all select 'fct_three_publics', area_code from marts.fct_three_publics
    union all select 'fct_key_project_month', area_code from marts.fct_key_project_month
    union all select 'fct_enterprise_month', area_code from marts.fct_enterprise_month
    union all select 'fct_land_parcel', area_code from marts.fct_land_parcel
    union all select 'fct_land_revenue_month', area_code from marts.fct_land_revenue_month
    union all select 'fct_tax_month', area_code from marts.fct_tax_month
    union all select 'fct_station', area_code from marts.fct_station
    union all select 'fct_suggestion', area_code from marts.fct_suggestion where area_code is not null
    union all select 'fct_livelihood_idea', area_code from marts.fct_livelihood_idea where area_code is not null
    union all select 'fct_budget_opinion', area_code from marts.fct_budget_opinion
),

final as (
    select
        fact,
        code,
        count(*) as rows,
    from areas_used
    anti join leaves using (code)
    group by fact, code
)

select * from final
