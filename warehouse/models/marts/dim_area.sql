-- One area; a leaf carries data, the whole city is always the sum of its leaves.
with

areas as (
    select * from seeds.area
),

final as (
    select
        code,
        parent_code,
        name,
        level,
        sort_order,
        longitude,
        latitude,
        level <> 'city' as is_leaf,
    from areas
    order by sort_order, code
)

select * from final
