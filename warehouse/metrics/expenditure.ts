import type { MetricDefinition } from './definition.ts';

const owner = '市人大常委会预算工作委员会';
const budgetLaw = '《中华人民共和国预算法》';
const scope =
  '仅计一般公共预算的国库集中支付，按支付日期归月，退回为负数；转移性支出（230 类）和债务还本支出（231 类）不计入。';
const inForce =
  '分母为当年有效预算：该区域该账本已报送调整预算的用调整预算，否则用年初预算；未报送预算的区域，分子、分母都不计入。';

/** 支出：来自国库支付明细与预算。 */
export const expenditureMetrics: readonly MetricDefinition[] = [
  {
    id: 'general_expenditure',
    name: '一般公共预算支出',
    nameEn: 'General public expenditure',
    unit: 'yuan',
    definition: `${scope}全市为市本级、市级功能区与各县（市、区）之和。功能分类按类（3 位）汇总。`,
    formula: '所选月份、区域、部门、功能分类的支付金额之和',
    time: 'flow',
    direction: 'neither',
    dimensions: ['period', 'area', 'department', 'function'],
    required: [],
    sources: ['finance.payments'],
    owner,
    legalBasis: budgetLaw,
  },
  {
    id: 'expenditure_execution_rate',
    name: '支出预算执行率',
    nameEn: 'Expenditure execution rate',
    unit: 'ratio',
    definition: `分子为 1 月至期内最后一个有数月份的累计支付。${scope}${inForce}多部门、多分类合并时先分别求和再相除。`,
    formula: '累计支出 ÷ 全年有效支出预算',
    time: 'cumulative',
    direction: 'higher',
    dimensions: ['period', 'area', 'department', 'function'],
    required: [],
    sources: ['finance.payments', 'finance.budget'],
    owner,
    legalBasis: budgetLaw,
  },
  {
    id: 'expenditure_progress_gap',
    name: '支出进度偏差',
    nameEn: 'Expenditure against time progress',
    unit: 'points',
    definition: `支出预算执行率减去时间进度（第 m 月为 m/12），正数为超前，负数为落后，0.1 即 10 个百分点。${scope}${inForce}`,
    formula: '（累计支出 − 全年有效支出预算 × 月份 ÷ 12）÷ 全年有效支出预算',
    time: 'cumulative',
    direction: 'higher',
    dimensions: ['period', 'area', 'department', 'function'],
    required: [],
    sources: ['finance.payments', 'finance.budget'],
    owner,
    legalBasis: budgetLaw,
  },
  {
    id: 'general_expenditure_growth',
    name: '支出同比增长',
    nameEn: 'Growth of general public expenditure',
    unit: 'ratio',
    definition: `与上年同月相比的增减，多个月份为这些月份合计与上年同期合计之比。${scope}只比较本年与上年都有支付数据的月份；上年同期为零时无法计算。`,
    formula: '（本期支出 − 上年同期支出）÷ 上年同期支出',
    time: 'flow',
    direction: 'neither',
    dimensions: ['period', 'area', 'department', 'function'],
    required: [],
    sources: ['finance.payments'],
    owner,
    legalBasis: budgetLaw,
  },
  {
    id: 'time_progress',
    name: '时间进度',
    nameEn: 'Time progress',
    unit: 'ratio',
    definition:
      '预算年度已过去的部分：期内最后一个有支付数据的月份 m 除以 12。预算年度与日历年度相同，不作季节调整。',
    formula: '月份 ÷ 12',
    time: 'cumulative',
    direction: 'neither',
    dimensions: ['period'],
    required: [],
    sources: ['finance.payments'],
    owner,
    legalBasis: null,
  },
  {
    id: 'budget_amount',
    name: '预算与决算数',
    nameEn: 'Budgets and final accounts',
    unit: 'yuan',
    definition:
      '某一年度、某一版本（年初预算、调整预算、决算）、某一账本、收入或支出一侧的金额，含转移性收支（收入 110 类、支出 230 类）等线下项目，决算收支两侧因此相等。四本预算之间、版本之间、收支之间一律不相加。支出按功能分类的类（3 位）汇总，收入按报送科目。',
    formula: '所选年度、版本、账本、收支的金额之和',
    time: 'annual',
    direction: 'neither',
    dimensions: ['year', 'version', 'account', 'side', 'area', 'department', 'function', 'revenue_item'],
    required: ['year', 'version', 'account', 'side'],
    sources: ['finance.budget'],
    owner,
    legalBasis: budgetLaw,
  },
];
