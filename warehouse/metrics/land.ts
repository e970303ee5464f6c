import type { MetricDefinition } from './definition.ts';

const owner = '市人大常委会预算工作委员会';
const legalBasis = '《中华人民共和国土地管理法》第五十五条';

const parcels = {
  dimensions: ['period', 'area', 'land_use'],
  required: [],
  sources: ['natural_resources.land'],
  owner,
  legalBasis,
} satisfies Partial<MetricDefinition>;

const revenue = {
  dimensions: ['period', 'area'],
  required: [],
  sources: ['natural_resources.land_revenue'],
  owner,
  legalBasis,
} satisfies Partial<MetricDefinition>;

const sold = '按成交日期归月，招标、拍卖、挂牌、协议出让的都计入，划拨的不计。';
const paidIn = '为缴入国库的国有土地使用权出让收入，不是成交价款；属于政府性基金，不与一般公共预算收入相加。';
const year = '从 1 月累计到期内最后一个有数月份。';

/** 土地：出让的宗地，与土地出让收入。 */
export const landMetrics: readonly MetricDefinition[] = [
  {
    ...parcels,
    id: 'land_parcels_sold',
    name: '出让宗地数',
    nameEn: 'Parcels of land sold',
    unit: 'count',
    definition: `期内成交的宗地个数。${sold}`,
    formula: '成交日期在期内的宗地个数',
    time: 'flow',
    direction: 'neither',
  },
  {
    ...parcels,
    id: 'land_area_sold',
    name: '土地出让面积',
    nameEn: 'Area of land sold',
    unit: 'square_metre',
    definition: `期内成交的宗地的出让面积，平方米。${sold}`,
    formula: '成交日期在期内的宗地的出让面积之和',
    time: 'flow',
    direction: 'neither',
  },
  {
    ...parcels,
    id: 'land_price',
    name: '土地成交价款',
    nameEn: 'Price of land sold',
    unit: 'yuan',
    definition: `期内成交的宗地的成交价款，不论是否已经缴纳。${sold}`,
    formula: '成交日期在期内的宗地的成交价之和',
    time: 'flow',
    direction: 'neither',
  },
  {
    ...parcels,
    id: 'land_paid_rate',
    name: '土地价款缴纳率',
    nameEn: 'Share of the price paid',
    unit: 'ratio',
    definition: `期内成交的宗地，到最近一次台账的截止日期已缴的价款占成交价的比例；按成交月份计，近月的数值会随缴款继续上升。${sold}`,
    formula: '已缴金额 ÷ 成交价',
    time: 'flow',
    direction: 'higher',
  },
  {
    ...parcels,
    id: 'land_arrears',
    name: '土地价款欠缴额',
    nameEn: 'Arrears of the price of land',
    unit: 'yuan',
    definition: `缴清期限早于台账截止日期而仍未缴清的价款，不论哪年成交；每宗地以最近一次报送的台账为准，数值只有最近的台账所在的一个月。`,
    formula: '已过缴清期限的宗地的成交价 − 已缴金额之和',
    time: 'stock',
    direction: 'lower',
  },
  {
    ...revenue,
    id: 'land_revenue',
    name: '土地出让收入',
    nameEn: 'Land revenue',
    unit: 'yuan',
    definition: `期内各月入库的土地出让收入。${paidIn}`,
    formula: '期内各月本月入库之和',
    time: 'flow',
    direction: 'neither',
  },
  {
    ...revenue,
    id: 'land_revenue_execution_rate',
    name: '土地出让收入完成率',
    nameEn: 'Land revenue over the plan',
    unit: 'ratio',
    definition: `累计入库的土地出让收入占年度计划的比例，${year}${paidIn}`,
    formula: '累计入库 ÷ 年度计划',
    time: 'cumulative',
    direction: 'higher',
  },
  {
    ...revenue,
    id: 'land_revenue_progress_gap',
    name: '土地出让收入进度偏差',
    nameEn: 'Land revenue against time progress',
    unit: 'points',
    definition: `土地出让收入完成率减去时间进度（第 m 月为 m/12），正数为超前，负数为落后，${year}${paidIn}`,
    formula: '（累计入库 − 年度计划 × 月份 ÷ 12）÷ 年度计划',
    time: 'cumulative',
    direction: 'higher',
  },
  {
    ...revenue,
    id: 'land_revenue_schedule_rate',
    name: '土地出让收入序时完成率',
    nameEn: 'Land revenue over the plan to date',
    unit: 'ratio',
    definition: `累计入库占按时间进度应完成的计划（年度计划的 m/12）的比例；低于 80% 应预警，低于 60% 为严重，${year}${paidIn}`,
    formula: '累计入库 ÷（年度计划 × 月份 ÷ 12）',
    time: 'cumulative',
    direction: 'higher',
  },
];
