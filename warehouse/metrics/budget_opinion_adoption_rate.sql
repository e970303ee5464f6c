-- Month raised × fiscal year × area × account × department × head of review: adopted wholly or partly, over those replied to.
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
        count(*) filter (where reply_class in ('adopted', 'partly')) as numerator,
        count(*) as denominator,
    from budget_opinions
    where replied_on is not null
    group by all
)

select * from final
