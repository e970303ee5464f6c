-- One transfer of those named by $keys to an area.
with

final as (
    select
        'record' as part,
        'finance.transfers' as contract,
        transfer_id as what,
        item_name as note,
        amount as amount,
        received_on as day,
        _batch,
        _row,
    from marts.fct_transfer
    where transfer_id in (select unnest($keys)) and area_code = $area
)

select * from final
