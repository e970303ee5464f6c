-- 税务与财政一致：两边都已报送的月份和区域，各税种的地方级税收应等于收入月报中同一税种的本月数
with

tax as (
    select * from marts.fct_tax_month
),

revenue as (
    select * from marts.fct_revenue_month where account = 'general'
),

kinds as (
    select code from marts.dim_tax_kind
),

both_delivered as (
    select period, area_code from tax
    intersect
    select period, area_code from revenue
),

tax_side as (
    select period, area_code, tax_kind, sum(local_amount) as tax_amount
    from tax
    group by all
),

-- Revenue may be reported below the kind of tax (1010101): a kind covers its items.
revenue_side as (
    select period, area_code, kinds.code as tax_kind, sum(month_amount) as revenue_amount
    from revenue
    inner join kinds on left(revenue.item_code, 5) = kinds.code
    group by all
),

final as (
    select
        period,
        area_code,
        tax_kind,
        coalesce(tax_amount, 0) as tax_amount,
        coalesce(revenue_amount, 0) as revenue_amount,
        coalesce(tax_amount, 0) - coalesce(revenue_amount, 0) as difference,
    from tax_side
    full join revenue_side using (period, area_code, tax_kind)
    semi join both_delivered using (period, area_code)
    where coalesce(tax_amount, 0) <> coalesce(revenue_amount, 0)
)

select * from final
