-- A row per message and bigram it has, sorted by bigram: what a search in DuckDB reads.
create or replace table bigrams as
with messages as (
    select row_number() over ()::integer as document, whole
    from read_csv($folder || '/messages.csv', header = false, names = ['id', 'whole'], all_varchar = true)
),

final as (
    select distinct
        document,
        unnest(list_transform(range(1, length(whole)), lambda place: whole[place : place + 1])) as bigram
    from messages
)

select * from final
order by bigram, document
