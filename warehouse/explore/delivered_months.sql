-- Contract × month of which a batch is in force, for contracts that are delivered by the month.
with

partitions as (
    select * from meta.live_partitions
),

final as (
    select distinct contract, partition as month
    from partitions
    where contract in (select unnest($contracts)) and regexp_matches(partition, '^[0-9]{4}-[0-9]{2}$')
    order by contract, month
)

select * from final
