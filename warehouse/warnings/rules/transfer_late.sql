-- Transfer to an area × month: not handed down at the month’s end, past its date.
with

transfers as (
    select *, max(reported_on) over () as last_reported_on from marts.fct_transfer
),

months as (
    select * from months_asked($from, $to)
),

states as (
    select
        transfers.*,
        months.period,
        -- A ledger drawn in the middle of a month does not speak of its end.
        cast(least(months.month_end, last_reported_on) - due_on as integer) as days_late,
    from transfers
    inner join months on transfers.due_on < least(months.month_end, last_reported_on)
    where allocated_on is null or allocated_on > least(months.month_end, last_reported_on)
),

final as (
    select
        transfer_id || '/' || area_code as subject,
        item_name as subject_name,
        area_code,
        cast(null as varchar) as department_code,
        [transfer_id] as keys,
        if(days_late > $red, 'red', 'yellow') as severity,
        days_late as numerator,
        cast(null as decimal(18, 2)) as denominator,
        days_late as value,
        if(days_late > $red, $red, $yellow) as threshold,
        printf(
            '%s（%s）%s收到，应于%s前下达，到%s末仍未下达，逾期 %d 天',
            transfer_id, money_text(amount), day_text(received_on), day_text(due_on), month_text(period), days_late
        ) as detail,
        period,
    from states
    where days_late > $yellow
)

select * from final
