-- A row per message, as it stands in the file: id, title, body.
with messages as (
    select * from read_csv($file, all_varchar = true, header = true)
),

final as (
    select * from messages
)

select * from final
