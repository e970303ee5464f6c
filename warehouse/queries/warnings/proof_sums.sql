-- One part of a proof: how many rows and what they add up to.
select
    part,
    cast(count(*) as integer) as rows,
    sum(amount) as amount,
from proof
group by part
order by part = 'record', part = 'denominator'
