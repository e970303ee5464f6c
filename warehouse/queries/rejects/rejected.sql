-- One row of rejected data as delivered, over the files named by the variable reject_files.
create temp view rejected as
select
    delivery,
    contract,
    sheet,
    code,
    reason,
    "column",
    "row",
    raw,
    suggestion,
from (
    -- Files of before suggestions were made have no such column.
    select * from read_parquet(getvariable('reject_files'), union_by_name = true)
    union all by name
    select cast(null as varchar) as suggestion where false
)
