-- Month raised × fiscal year × area × account × department × head of review: opinions raised.
with

budget_opinions as (
    select * from marts.fct_budget_opinion
),

final as (
    select
        period,
        cast(fiscal_year as varchar) as year,
        area_code as area,
        account,
        department_code as department,
        review_head,
        count(*) as numerator,
    from budget_opinions
    group by all
)

select * from final
