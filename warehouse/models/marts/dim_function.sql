-- One function: the national list, and every code delivered beyond it under its delivered or its nearest parent's name.
with

seed as (
    select * from seeds.function
),

payments as (
    select * from staging.stg_finance__payments
),

budget as (
    select * from staging.stg_finance__budget
),

delivered as (
    select function_code as code, null as name, null as fiscal_year
    from payments
    group by all

    union all

    select subject_code, subject_name, max(fiscal_year)
    from budget
    where side = 'expenditure'
    group by all
),

codes as (
    select code, first(name order by fiscal_year desc, name) filter (where name is not null) as delivered_name
    from (
        select code, name, fiscal_year from delivered

        union all

        select code, null, null from seed
    )
    group by code
),

final as (
    select
        codes.code,
        left(codes.code, 3) as class_code,
        coalesce(own.name, codes.delivered_name, middle.name, class.name) as name,
        class.code is not null as class_is_known,
        -- Below the line of the accounts: transfers and repayment of principal are not expenditure.
        left(codes.code, 3) in ('230', '231') as is_transfer,
    from codes
    left join seed as own on codes.code = own.code
    left join seed as middle on left(codes.code, 5) = middle.code
    left join seed as class on left(codes.code, 3) = class.code
    order by codes.code
)

select * from final
