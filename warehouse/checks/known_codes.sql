-- 编码都有出处：数据行的科目、税种、行业、乡镇等编码须在代码表中
with

functions as (
    select code from marts.dim_function where class_is_known
),

items as (
    select code from marts.dim_revenue_item where class_is_known
),

unknown as (
    select 'fct_payment' as fact, '功能分类' as kind, function_code as code from marts.fct_payment
    where function_code not in (select code from functions)

    union all
    select 'fct_budget_line', '功能分类', subject_code from marts.fct_budget_line
    where side = 'expenditure' and subject_code not in (select code from functions)

    union all
    select 'fct_budget_line', '收入科目', subject_code from marts.fct_budget_line
    where side = 'revenue' and subject_code not in (select code from items)

    union all
    select 'fct_revenue_month', '收入科目', item_code from marts.fct_revenue_month
    where item_code not in (select code from items)

    union all
    select 'fct_payment', '经济分类', economic_code from marts.fct_payment
    where economic_code not in (select code from marts.dim_economic)

    union all
    select 'fct_budget_line', '经济分类', economic_code from marts.fct_budget_line
    where economic_code not in (select code from marts.dim_economic)

    union all
    select 'fct_three_publics', '经济分类', economic_code from marts.fct_three_publics
    where economic_code not in (select code from marts.dim_economic)

    union all
    select 'fct_economic_indicator', '统计区域', territory_code from marts.fct_economic_indicator
    where territory_code not in (select code from marts.dim_area where level in ('city', 'county'))

    union all
    select 'fct_tax_month', '税种', tax_kind from marts.fct_tax_month
    where tax_kind not in (select code from marts.dim_tax_kind)

    union all
    select 'fct_tax_month', '行业', industry from marts.fct_tax_month
    where industry not in (select code from marts.dim_industry)

    union all
    select 'fct_station', '乡镇街道', township_code from marts.fct_station
    where township_code not in (select code from marts.dim_township)

    union all
    select 'fct_suggestion', '乡镇街道', township_code from marts.fct_suggestion
    where township_code not in (select code from marts.dim_township)
),

final as (
    select
        fact,
        kind,
        code,
        count(*) as rows,
    from unknown
    group by fact, kind, code
)

select * from final
