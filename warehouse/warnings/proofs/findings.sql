-- One audit finding of those named by $keys.
with

final as (
    select
        'record' as part,
        'audit.findings' as contract,
        finding_id as what,
        finding as note,
        amount as amount,
        due_on as day,
        _batch,
        _row,
    from marts.fct_audit_finding
    where finding_id in (select unnest($keys))
)

select * from final
