-- Tax collected in 2026 by kind.
select tax_kind, sum(collected_amount) as value
from marts.fct_tax_month
where period between date '2026-01-01' and date '2026-12-01'
group by tax_kind
order by value desc
