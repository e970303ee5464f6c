import type { MetricDefinition } from './definition.ts';

const shared = {
  time: 'cumulative',
  direction: 'higher',
  sources: ['development.economy'],
  owner: '市人大财政经济委员会',
  legalBasis: '《中华人民共和国统计法》',
} satisfies Partial<MetricDefinition>;

const scope =
  '从 1 月累计到报送的月份；按统计区域（全市、各县市区）分别公布，各县之和不一定等于全市，所以不相加，须指定一个统计区域或按统计区域分列。';
const growth = '同比增长为统计部门公布的数（按可比价格计算），不是用两年的数值相除得出。';

/** 主要经济指标：照统计部门公布的引用，不相加。 */
export const economyMetrics: readonly MetricDefinition[] = [
  {
    ...shared,
    id: 'gdp',
    name: '地区生产总值',
    nameEn: 'Gross domestic product',
    unit: 'yuan',
    definition: `地区生产总值，现价。${scope}`,
    formula: '公布的数值 × 单位（元）',
    dimensions: ['period', 'territory'],
    required: ['territory'],
  },
  {
    ...shared,
    id: 'gdp_growth_rate',
    name: '地区生产总值增速',
    nameEn: 'Growth of GDP',
    unit: 'ratio',
    definition: `地区生产总值的同比增长。${growth}${scope}`,
    formula: '公布的同比增长（%）÷ 100',
    dimensions: ['period', 'territory'],
    required: ['territory'],
  },
  {
    ...shared,
    id: 'economy_amount',
    name: '经济指标',
    nameEn: 'Economic indicator',
    unit: 'yuan',
    definition: `以货币计的主要经济指标，换算为元；人均可支配收入为每人的元数。不同的指标不能相加，须指定一个指标或按指标分列。${scope}`,
    formula: '公布的数值 × 单位（元）',
    dimensions: ['period', 'territory', 'indicator'],
    required: ['territory', 'indicator'],
  },
  {
    ...shared,
    id: 'economy_growth_rate',
    name: '经济指标增速',
    nameEn: 'Growth of an economic indicator',
    unit: 'ratio',
    definition: `主要经济指标的同比增长，只公布增速的指标（如固定资产投资）也有。${growth}${scope}`,
    formula: '公布的同比增长（%）÷ 100',
    dimensions: ['period', 'territory', 'indicator'],
    required: ['territory', 'indicator'],
  },
];
