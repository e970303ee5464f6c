-- 转移支付都有下达期限：每种转移支付在收到之日都应有生效的法定期限（代码表 legal_term）
with

final as (
    select
        transfer_id,
        area_code,
        transfer_kind,
        received_on,
        _batch,
        _row,
    from marts.fct_transfer
    where due_on is null
)

select * from final
