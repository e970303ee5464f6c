-- One row of rejected data as delivered, when there is none: same columns, no rows.
create temp view rejected as
select
    cast(null as varchar) as delivery,
    cast(null as varchar) as contract,
    cast(null as varchar) as sheet,
    cast(null as varchar) as code,
    cast(null as varchar) as reason,
    cast(null as varchar) as "column",
    cast(null as bigint) as "row",
    cast(null as varchar[]) as raw,
    cast(null as varchar) as suggestion,
where false
