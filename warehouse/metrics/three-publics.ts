import type { MetricDefinition } from './definition.ts';

const shared = {
  dimensions: ['period', 'area', 'department', 'economic'],
  required: [],
  sources: ['finance.three_publics'],
  owner: '市人大常委会预算工作委员会',
  legalBasis: '《党政机关厉行节约反对浪费条例》',
} satisfies Partial<MetricDefinition>;

const scope =
  '“三公”经费为因公出国（境）费用（30212）、公务接待费（30217）、公务用车运行维护费（30231）和公务用车购置（31013），按财政拨款口径，以部门报送的累计数为准；只含已报送的区域，报送市本级的不代表全市。';

/** “三公”经费：预算与支出。 */
export const threePublicsMetrics: readonly MetricDefinition[] = [
  {
    ...shared,
    id: 'three_publics_spent',
    name: '“三公”经费支出',
    nameEn: 'Spending on the three publics',
    unit: 'yuan',
    definition: `1 月至期内最后一个有数月份的累计支出。${scope}`,
    formula: '所选部门、类别的累计支出之和',
    time: 'cumulative',
    direction: 'lower',
  },
  {
    ...shared,
    id: 'three_publics_budget',
    name: '“三公”经费年度预算',
    nameEn: 'Budget of the three publics',
    unit: 'yuan',
    definition: `当月有效的全年预算，预算调整后为调整数。${scope}`,
    formula: '所选部门、类别的年度预算之和',
    time: 'cumulative',
    direction: 'neither',
  },
  {
    ...shared,
    id: 'three_publics_execution_rate',
    name: '“三公”经费预算执行率',
    nameEn: 'Three publics spent over budget',
    unit: 'ratio',
    definition: `累计支出占全年预算的比例；第四季度之前超过 95% 应预警，超过 100% 为超预算。多部门、多类别合并时先分别求和再相除。${scope}`,
    formula: '累计支出 ÷ 年度预算',
    time: 'cumulative',
    direction: 'lower',
  },
  {
    ...shared,
    id: 'three_publics_over_budget',
    name: '“三公”经费超预算部门数',
    nameEn: 'Departments above their three publics budget',
    unit: 'count',
    definition: `到月末“三公”经费累计支出大于全年预算的部门个数；四类合并计算，一个类别超过而合计没有超过的不计。${scope}`,
    formula: '累计支出大于年度预算的部门个数',
    time: 'stock',
    direction: 'lower',
    dimensions: ['period', 'area', 'department'],
  },
];
