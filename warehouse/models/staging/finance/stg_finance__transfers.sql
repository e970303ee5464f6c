-- One transfer to one area as accepted; cast and rename only.
with

source as (
    select * from raw.finance_transfers
),

final as (
    select
        transfer_id,
        transfer_kind,
        area_code,
        item_name,
        fiscal_year,
        cast(amount as decimal(18, 2)) as amount,
        received_on,
        allocated_on,
        reported_on,
        _batch,
        _row,
    from source
)

select * from final
