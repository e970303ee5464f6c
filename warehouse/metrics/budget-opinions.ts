import type { MetricDefinition } from './definition.ts';

const shared = {
  time: 'flow',
  dimensions: ['period', 'year', 'area', 'account', 'department', 'review_head'],
  required: [],
  sources: ['budget_opinions'],
  owner: '市人大常委会预算工作委员会',
  legalBasis: '浙江省预算审查监督条例（2016）第 20 条',
} satisfies Partial<MetricDefinition>;
const counted = '按提出月份归月；“部门”是意见所指预算行的部门，“年度”是预算年度。';

/** 预算审查意见：提出、电话联系、答复与采纳。 */
export const budgetOpinionMetrics: readonly MetricDefinition[] = [
  {
    ...shared,
    id: 'budget_opinions_raised',
    name: '预算审查意见数',
    nameEn: 'Opinions on the budget',
    unit: 'count',
    definition: `代表对预算、预算调整和决算的具体预算行提出的意见条数。${counted}`,
    formula: '所选范围内提出的意见条数之和',
    direction: 'neither',
  },
  {
    ...shared,
    id: 'budget_opinion_reply_rate',
    name: '预算意见答复率',
    nameEn: 'Share of opinions replied to',
    unit: 'ratio',
    definition: `提出的意见中，到数据截至日已有书面答复的比例。${counted}`,
    formula: '已答复条数 ÷ 提出条数',
    direction: 'higher',
  },
  {
    ...shared,
    id: 'budget_opinion_phone_rate',
    name: '预算意见电话联系率',
    nameEn: 'Share of deputies phoned',
    unit: 'ratio',
    definition: `提出的意见中，答复单位已电话联系代表的比例。${counted}`,
    formula: '已电话联系条数 ÷ 提出条数',
    direction: 'higher',
  },
  {
    ...shared,
    id: 'budget_opinion_adoption_rate',
    name: '预算意见采纳率',
    nameEn: 'Share of opinions adopted',
    unit: 'ratio',
    definition: `已答复的意见中，采纳或部分采纳的比例；解释说明和以后年度研究的不算采纳。${counted}`,
    formula: '（采纳条数 + 部分采纳条数）÷ 已答复条数',
    direction: 'higher',
  },
  {
    ...shared,
    id: 'budget_opinion_reply_days',
    name: '预算意见平均答复天数',
    nameEn: 'Average days to reply',
    unit: 'days',
    definition: `已答复的意见从提出到答复的自然日天数的平均值。${counted}`,
    formula: '答复天数之和 ÷ 已答复条数',
    direction: 'lower',
  },
];
