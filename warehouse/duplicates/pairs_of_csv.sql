-- A row per judged pair, as it stands in the file: two ids, a label, and what each judge said.
with pairs as (
    select * from read_csv($file, all_varchar = true, header = true)
),

final as (
    select * from pairs
)

select * from final
