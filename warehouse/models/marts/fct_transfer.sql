-- One transfer to one area, and the day by which it has to be handed down.
with

transfers as (
    select * from staging.stg_finance__transfers
),

terms as (
    select * from marts.dim_legal_term
),

timed as (
    select
        transfers.*,
        cast(transfers.received_on + terms.length as date) as due_on,
    from transfers
    left join terms
        on 'transfer_' || transfers.transfer_kind = terms.term
        and transfers.received_on between terms.effective_from and terms.effective_to
),

final as (
    select
        transfer_id,
        area_code,
        transfer_kind,
        item_name,
        fiscal_year,
        amount,
        received_on,
        due_on,
        allocated_on,
        reported_on,
        _batch,
        _row,
    from timed
    order by fiscal_year, transfer_id, area_code, _batch, _row
)

select * from final
