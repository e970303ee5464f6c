-- One payment by its id: what a B-tree is for.
select payment_id, amount as value
from marts.fct_payment
where payment_id = 'ZF202101300000017'
