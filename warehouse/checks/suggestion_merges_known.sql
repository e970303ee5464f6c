-- 并案有主件：被并入的建议须在登记簿中，且它自己没有再并入别件
with

suggestions as (
    select * from marts.fct_suggestion
),

final as (
    select
        merged.suggestion_id,
        merged.merged_into,
        if(main.suggestion_id is null, '登记簿中没有主件', '主件又并入了 ' || main.merged_into) as wrong,
    from suggestions as merged
    left join suggestions as main on merged.merged_into = main.suggestion_id
    where merged.merged_into is not null
        and (main.suggestion_id is null or main.merged_into is not null)
)

select * from final
