-- One transfer, in the month it was handed down.
with

transfer as (
    select * from marts.fct_transfer
),

final as (
    select
        transfer.*,
        cast(date_trunc('month', allocated_on) as date) as period,
        area_code as area,
        amount as transfers_allocated,
    from transfer
    where allocated_on >= date_trunc('month', received_on)
)

select * from final
