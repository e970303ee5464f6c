-- Opinions received by stations in 2026 by month.
select period, count(*) as value
from marts.fct_opinion
where period between date '2026-01-01' and date '2026-12-01'
group by period
order by period
