-- One transfer, in the month its time to be handed down began.
with

transfer as (
    select * from marts.fct_transfer
),

final as (
    select
        transfer.*,
        cast(date_trunc('month', received_on) as date) as period,
        area_code as area,
        amount as transfers_received,
    from transfer
)

select * from final
