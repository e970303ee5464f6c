-- One batch in force of the contracts, with the partitions of it that are, newest first.
with

batches as (
    select * from meta.batches
),

live_partitions as (
    select batch, list("partition" order by "partition") as partitions
    from meta.live_partitions
    where list_contains(cast($contracts as varchar[]), contract)
    group by batch
),

final as (
    select
        batches.batch,
        batches.contract,
        batches.layout,
        batches.file_name,
        batches.sheet,
        batches.sha256,
        batches.received_at,
        batches."rows",
        batches.rejected,
        batches.origin,
        live_partitions.partitions,
    from batches
    inner join live_partitions on batches.batch = live_partitions.batch
    order by batches.received_at desc, batches.delivery desc, batches.batch
)

select * from final
