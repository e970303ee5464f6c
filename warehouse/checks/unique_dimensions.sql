-- 代码表编码唯一：每张代码表中每个编码只应有一行，否则关联会重复计数
with

codes as (
    select 'dim_area' as dimension, code from marts.dim_area
    union all select 'dim_township', code from marts.dim_township
    union all select 'dim_department', code from marts.dim_department
    union all select 'dim_function', code from marts.dim_function
    union all select 'dim_economic', code from marts.dim_economic
    union all select 'dim_revenue_item', code from marts.dim_revenue_item
    union all select 'dim_tax_kind', code from marts.dim_tax_kind
    union all select 'dim_industry', code from marts.dim_industry
    union all select 'dim_month', cast(period as varchar) from marts.dim_month
    union all select 'dim_code ' || dimension, code from marts.dim_code
),

final as (
    select
        dimension,
        code,
        count(*) as rows,
    from codes
    group by dimension, code
    having count(*) > 1
)

select * from final
