-- One row behind a warning and the file it came in, the largest of each part first.
with

rows_behind as (
    select * from proof
),

batches as (
    select batch, file_name, sheet from meta.batches
),

final as (
    select
        rows_behind.part,
        rows_behind.contract,
        rows_behind.what,
        rows_behind.note,
        rows_behind.amount,
        cast(rows_behind.day as varchar) as day,
        rows_behind._batch as batch,
        rows_behind._row as row,
        batches.file_name as "fileName",
        batches.sheet,
    from rows_behind
    left join batches on rows_behind._batch = batches.batch
    order by
        rows_behind.part = 'record',
        rows_behind.part = 'denominator',
        abs(rows_behind.amount) desc nulls last,
        rows_behind._batch,
        rows_behind._row
    limit $limit
    offset $offset
)

select * from final
