-- One rejected row, or one refused delivery or sheet ("row" null), newest delivery first: a page of them, and on each the total.
with

deliveries as (
    select
        unnest(cast($deliveries as varchar[])) as delivery,
        unnest(cast($file_names as varchar[])) as file_name,
        unnest(cast($received as varchar[])) as received_at,
),

refused as (
    select
        unnest(cast($refused_deliveries as varchar[])) as delivery,
        unnest(cast($refused_sheets as varchar[])) as sheet,
        unnest(cast($refused_codes as varchar[])) as code,
        unnest(cast($refused_messages as varchar[])) as reason,
),

settled as (
    select unnest(cast($settled as varchar[])) as place
),

unaccepted as (
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
    from rejected
    -- What was mended, or told of again by a later delivery, is dealt with.
    where concat_ws(chr(10), delivery, coalesce(sheet, ''), "row") not in (select place from settled)

    union all

    select
        delivery,
        null,
        nullif(sheet, ''),
        code,
        reason,
        null,
        null,
        [],
        null,
    from refused
),

chosen as (
    select unaccepted.*, deliveries.file_name, deliveries.received_at
    from unaccepted
    inner join deliveries on unaccepted.delivery = deliveries.delivery
    where ($contract is null or unaccepted.contract = $contract)
        and ($delivery is null or unaccepted.delivery = $delivery)
),

totals as (
    select count(*) as total from chosen
),

page as (
    select *
    from chosen
    order by delivery desc, "row" is not null, sheet nulls first, "row", "column" nulls first, code, reason, raw
    limit $limit
    offset $offset
),

final as (
    -- A page beyond the end still says the total.
    select totals.total, page.*
    from totals
    left join page on true
    order by
        page.delivery desc,
        page."row" is not null,
        page.sheet nulls first,
        page."row",
        page."column" nulls first,
        page.code,
        page.reason,
        page.raw
)

select * from final
