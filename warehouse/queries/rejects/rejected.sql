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
from read_parquet(getvariable('reject_files'), union_by_name = true)
