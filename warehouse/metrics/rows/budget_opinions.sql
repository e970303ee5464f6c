-- One opinion on a line of a budget.
with

budget_opinion as (
    select * from marts.fct_budget_opinion
),

final as (
    select
        budget_opinion.*,
        cast(fiscal_year as varchar) as year,
        area_code as area,
        department_code as department,
        1 as budget_opinions_raised,
        cast(replied_on is not null as integer) as budget_opinion_reply_rate,
        1 as budget_opinion_reply_rate_base,
        cast(phoned_on is not null as integer) as budget_opinion_phone_rate,
        1 as budget_opinion_phone_rate_base,
        cast(coalesce(reply_class in ('adopted', 'partly'), false) and replied_on is not null as integer) as budget_opinion_adoption_rate,
        cast(replied_on is not null as integer) as budget_opinion_adoption_rate_base,
        if(replied_on is not null, days_to_reply, 0) as budget_opinion_reply_days,
        cast(replied_on is not null as integer) as budget_opinion_reply_days_base,
    from budget_opinion
)

select * from final
