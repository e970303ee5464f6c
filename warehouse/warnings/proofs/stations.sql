-- One station of those named by $keys: the register’s row; that it recorded nothing has no row of its own.
with

final as (
    select
        'record' as part,
        'stations.register' as contract,
        station_code as what,
        station_name as note,
        cast(null as decimal(18, 2)) as amount,
        opened_on as day,
        _batch,
        _row,
    from marts.fct_station
    where station_code in (select unnest($keys))
)

select * from final
