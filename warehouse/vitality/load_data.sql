-- 指数定义里的 SQL 表达式所见的数据：文件的每一行一行，row 从 0 起
create table data as

with source as (
    select * from read_csv($path, header = true, nullstr = ['', 'NA'])
),

final as (
    select
        row_number() over () - 1 as row,
        source.*
    from source
)

select * from final
