-- A row per message, as it stands in the file: id, title, body.
with messages as (
    select * from read_parquet($file)
),

final as (
    select * from messages
)

select * from final
