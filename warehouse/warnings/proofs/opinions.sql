-- One opinion a station ($keys) received in a month.
with

final as (
    select
        'numerator' as part,
        'stations.opinions' as contract,
        opinion_id as what,
        content as note,
        cast(1 as decimal(18, 2)) as amount,
        received_on as day,
        _batch,
        _row,
    from marts.fct_opinion
    where station_code in (select unnest($keys)) and period = cast($period as date)
)

select * from final
