-- One batch in force that holds rows of the contracts for the months or years asked for, newest first.
with

batches as (
    select * from meta.batches
),

live_partitions as (
    select
        batch,
        contract,
        "partition" as key,
        split_part("partition", '/', 1) as first_part,
    from meta.live_partitions
),

in_scope as (
    select distinct batch
    from live_partitions
    where list_contains(cast($contracts as varchar[]), contract)
        and case
            when regexp_full_match(key, '\d{4}-\d{2}')
                then ($month_from is null or key >= $month_from) and ($month_to is null or key <= $month_to)
            when regexp_full_match(first_part, '\d{4}')
                then $years is null or list_contains(cast($years as varchar[]), first_part)
            else true
        end
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
    from batches
    inner join in_scope on batches.batch = in_scope.batch
    order by batches.received_at desc, batches.delivery desc, batches.batch
)

select * from final
