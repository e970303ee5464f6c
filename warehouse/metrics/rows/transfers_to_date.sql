-- One transfer as it stood at the end of the month asked for.
with

transfers as (
    select
        *,
        -- A ledger drawn in the middle of a month does not speak of its end.
        least(last_day(cast($last_month as date)), max(reported_on) over ()) as until,
        coalesce(allocated_on <= last_day(cast($last_month as date)), false) as is_allocated,
        year(received_on) = year(cast($last_month as date)) as is_of_the_year,
    from marts.fct_transfer
    qualify date_trunc('month', received_on) <= cast($last_month as date)
),

judged as (
    select
        *,
        is_allocated and allocated_on <= due_on as is_on_time,
        not is_allocated and due_on < until as is_overdue,
    from transfers
),

final as (
    select
        judged.*,
        area_code as area,
        cast(is_overdue as integer) as transfers_overdue,
        if(is_overdue, amount, 0) as transfers_overdue_amount,
        if(is_of_the_year and is_on_time, amount, 0) as transfers_on_time_rate,
        if(is_of_the_year and (is_allocated or is_overdue), amount, 0) as transfers_on_time_rate_base,
    from judged
)

select * from final
