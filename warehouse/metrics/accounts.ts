import type { MetricDefinition } from './definition.ts';

const shared = {
  dimensions: ['period', 'account', 'area'],
  required: ['account'],
  direction: 'higher',
  sources: ['finance.revenue'],
  owner: '市人大常委会预算工作委员会',
  legalBasis: '《中华人民共和国预算法》第五条',
} satisfies Partial<MetricDefinition>;

const scope =
  '四本预算（一般公共预算、政府性基金、国有资本经营、社会保险基金）各算各的，一律不相加；转移性收入和债务收入不计入。';

/** 四本预算的收入：来自收入执行月报。 */
export const accountMetrics: readonly MetricDefinition[] = [
  {
    ...shared,
    id: 'account_revenue',
    name: '分账本预算收入',
    nameEn: 'Revenue by account',
    unit: 'yuan',
    definition: `${scope}按月报“本月数”逐月相加。`,
    formula: '所选月份、账本、区域的“本月数”之和',
    time: 'flow',
  },
  {
    ...shared,
    id: 'account_revenue_rate',
    name: '分账本收入执行率',
    nameEn: 'Revenue execution rate by account',
    unit: 'ratio',
    definition: `${scope}分子为期内最后一个有数月份的“累计数”，分母为同月月报所列全年预算数；当月未报预算数的区域，分子、分母都不计入。`,
    formula: '累计收入 ÷ 全年收入预算',
    time: 'cumulative',
  },
];
