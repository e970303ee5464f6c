-- 转移支付汇总等于台账：各区域、类型收到和下达的转移支付，各月之和应等于台账的金额之和
with

mart as (
    select
        area_code,
        transfer_kind,
        sum(received_amount) as received_amount,
        sum(allocated_amount) as allocated_amount,
    from marts.mart_transfer_month
    group by area_code, transfer_kind
),

ledger as (
    select
        area_code,
        transfer_kind,
        sum(amount) as ledger_received,
        coalesce(sum(amount) filter (where allocated_on is not null), 0) as ledger_allocated,
    from marts.fct_transfer
    group by area_code, transfer_kind
),

final as (
    select
        area_code,
        transfer_kind,
        mart.received_amount,
        ledger.ledger_received,
        mart.allocated_amount,
        ledger.ledger_allocated,
    from mart
    full join ledger using (area_code, transfer_kind)
    where mart.received_amount is distinct from ledger.ledger_received
        or mart.allocated_amount is distinct from ledger.ledger_allocated
)

select * from final
