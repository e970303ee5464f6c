-- A row per line of a labelled set or a corpus, as it stands in the file, under the names of its header.
with lines as (
    -- The first line is the header, whatever the rest looks like: left to guess, DuckDB skips what does not fit, unsaid.
    select *
    from read_csv(
        $file,
        all_varchar = true,
        header = true,
        skip = 0,
        quote = '"',
        escape = '"',
        max_line_size = 20000000
    )
),

final as (
    select * from lines
)

select * from final
