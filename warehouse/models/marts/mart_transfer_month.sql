-- Month × area × kind of transfer: received and handed down in the month; of the year so far judged and in time; overdue at its end.
with

transfers as (
    select * from marts.fct_transfer
),

span as (
    select
        date_trunc('month', min(received_on)) as first_month,
        date_trunc('month', max(reported_on)) as last_month,
        max(reported_on) as last_reported_on,
    from transfers
),

months as (
    select
        cast(unnest(range(first_month, last_month + interval 1 month, interval 1 month)) as date) as period,
        last_reported_on,
    from span
),

-- Every transfer as it stood at the end of every month since it was received.
states as (
    select
        transfers.*,
        months.period,
        -- A ledger drawn in the middle of a month does not speak of its end.
        least(last_day(months.period), months.last_reported_on) as until,
        allocated_on is not null and allocated_on <= last_day(period) as is_allocated,
        year(received_on) = year(period) as is_of_the_year,
        date_trunc('month', received_on) = period as is_new,
        coalesce(date_trunc('month', allocated_on) = period, false) as is_allocated_now,
    from transfers
    inner join months on date_trunc('month', transfers.received_on) <= months.period
),

judged as (
    select
        *,
        is_allocated and allocated_on <= due_on as is_on_time,
        not is_allocated and due_on < until as is_overdue,
    from states
),

final as (
    select
        area_code,
        transfer_kind,
        cast(count(*) filter (where is_overdue) as integer) as overdue,
        coalesce(sum(amount) filter (where is_new), 0)::decimal(18, 2) as received_amount,
        coalesce(sum(amount) filter (where is_allocated_now), 0)::decimal(18, 2) as allocated_amount,
        coalesce(sum(amount) filter (where is_of_the_year and is_on_time), 0)::decimal(18, 2) as on_time_year_to_date,
        coalesce(sum(amount) filter (where is_of_the_year and (is_allocated or is_overdue)), 0)::decimal(18, 2)
            as judged_year_to_date,
        coalesce(sum(amount) filter (where is_overdue), 0)::decimal(18, 2) as overdue_amount,
        period,
    from judged
    group by area_code, transfer_kind, period
    order by area_code, period, transfer_kind
)

select * from final
