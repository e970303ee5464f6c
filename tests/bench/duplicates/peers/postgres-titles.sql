-- A row per title asked: where its other translation stands among all that are held.
copy (
    select 1 + (
        select count(*) from titles as other
        where similarity(other.held, titles.asked) > similarity(titles.held, titles.asked)
    ) as place
    from titles
) to stdout csv
