-- One code of a short list and its Chinese name; the first spelling of the contract that accepts it.
with

final as (
    select *
    from (
        values
        ('account', 'general', '一般公共预算', 1),
        ('account', 'fund', '政府性基金预算', 2),
        ('account', 'capital', '国有资本经营预算', 3),
        ('account', 'social', '社会保险基金预算', 4),
        ('version', 'approved', '年初预算', 1),
        ('version', 'adjusted', '调整预算', 2),
        ('version', 'final', '决算', 3),
        ('side', 'revenue', '收入', 1),
        ('side', 'expenditure', '支出', 2),
        ('category', 'budget', '预算编制与执行', 1),
        ('category', 'revenue', '收入征管', 2),
        ('category', 'procurement', '政府采购', 3),
        ('category', 'project', '项目建设', 4),
        ('category', 'assets', '国有资产', 5),
        ('category', 'funds', '专项资金', 6),
        ('category', 'other', '其他', 7),
        ('debt_kind', 'general', '一般债务', 1),
        ('debt_kind', 'special', '专项债务', 2),
        ('channel', 'online', '线上', 1),
        ('channel', 'onsite', '线下', 2),
        ('suggestion_category', 'education_health', '教科文卫', 1),
        ('suggestion_category', 'urban_environment', '城建环保', 2),
        ('suggestion_category', 'economy', '财政经济', 3),
        ('suggestion_category', 'agriculture', '农业农村', 4),
        ('suggestion_category', 'justice', '监察司法', 5),
        ('suggestion_category', 'society', '社会建设', 6),
        ('suggestion_category', 'overseas', '民族宗教侨务', 7),
        ('suggestion_category', 'other', '其他', 8),
        ('result_class', 'A', 'A类', 1),
        ('result_class', 'B', 'B类', 2),
        ('result_class', 'C', 'C类', 3),
        ('result_class', 'D', 'D类', 4),
        ('handler_role', 'lead', '主办', 1),
        ('handler_role', 'co', '会办', 2),
        ('handler_role', 'separate', '分办', 3),
    ) as listed (dimension, code, name, sort_order)
)

select * from final
