-- 建议汇总等于登记簿：月度建议表的交办件数应等于登记簿中该月交办的件数
with

mart as (
    select period, sum(handed_over) as handed_over from marts.mart_suggestion_month group by period
),

facts as (
    select period, count(*) as handed_over from marts.fct_suggestion where period is not null group by period
),

final as (
    select
        period,
        coalesce(facts.handed_over, 0) as expected,
        coalesce(mart.handed_over, 0) as found,
    from facts
    full join mart using (period)
    where coalesce(facts.handed_over, 0) <> coalesce(mart.handed_over, 0)
)

select * from final
