-- One batch of the build: where it came from, and the parts of it that are in force.
with

batches as (
    select * from meta.batches
),

partitions as (
    select batch, list(partition order by partition) as partitions
    from meta.live_partitions
    group by batch
),

final as (
    select
        batches.batch,
        batches.contract,
        batches.file_name,
        batches.received_at,
        coalesce(partitions.partitions, []) as partitions,
    from batches
    left join partitions on batches.batch = partitions.batch
    order by batches.batch
)

select * from final
