import type { MetricThresholds } from './thresholds.ts';

/** What a metric can be broken down by or filtered on: a closed list, since these become identifiers in SQL. */
export const dimensions = [
  'period',
  'area',
  'account',
  'department',
  'function',
  'revenue_item',
  'tax_kind',
  'industry',
  'debt_kind',
  'transfer_kind',
  'economic',
  'key_project',
  'project_stage',
  'sector',
  'territory',
  'indicator',
  'tier',
  'enterprise',
  'land_use',
  'category',
  'station',
  'channel',
  'version',
  'side',
  'year',
  'published_area',
  'published_period',
  'topic',
  'item',
  'source_url',
  'suggestion_category',
  'result_class',
  'handler_role',
  'draft',
  'author_kind',
  'topic_kind',
  'livelihood_field',
  'livelihood_project',
  'livelihood_stage',
  'idea_source',
  'evaluated_by',
  'review_head',
  'township',
  'opinion_kind',
  'opinion_topic',
  'severity',
  'warning_rule',
  'peer_group',
  'band',
  'pillar',
] as const;
export type Dimension = (typeof dimensions)[number];

/** Its Chinese name, for messages. */
export const dimensionNames: Readonly<Record<Dimension, string>> = {
  period: '时期',
  area: '区域',
  account: '账本',
  department: '部门',
  function: '支出功能分类',
  revenue_item: '收入科目',
  tax_kind: '税种',
  industry: '行业',
  debt_kind: '债务类别',
  transfer_kind: '转移支付类型',
  economic: '支出经济分类',
  key_project: '重点项目',
  project_stage: '项目阶段',
  sector: '项目领域',
  territory: '统计区域',
  indicator: '经济指标',
  tier: '监管层级',
  enterprise: '国有企业',
  land_use: '土地用途',
  category: '问题类型',
  station: '站点',
  channel: '渠道',
  version: '预算版本',
  side: '收支',
  year: '年度',
  published_area: '公布的区域',
  published_period: '公布的时期',
  topic: '主题',
  item: '项目',
  source_url: '来源网址',
  suggestion_category: '建议类别',
  result_class: '办理结果类别',
  handler_role: '承办方式',
  draft: '法规草案',
  author_kind: '意见来源',
  topic_kind: '议题类型',
  livelihood_field: '民生领域',
  livelihood_project: '实事项目',
  livelihood_stage: '遴选阶段',
  idea_source: '征集来源',
  evaluated_by: '测评对象',
  review_head: '审查重点',
  township: '乡镇街道',
  opinion_kind: '意见类型',
  opinion_topic: '话题',
  severity: '预警级别',
  warning_rule: '预警规则',
  peer_group: '同类组',
  band: '档次',
  pillar: '方面',
};

/** `yuan`: money · `ratio`: a fraction · `points`: a difference of ratios · `count`: a number of things · `days`: an average of days · `score`: an average of scores of 0–100 · `square_metre`: land. */
export type MetricUnit = 'yuan' | 'ratio' | 'points' | 'count' | 'days' | 'score' | 'square_metre';

/**
 * flow: months add up · cumulative: the last month stands for the year so far · stock: the state at the end of
 * the last month · annual: one value a year, chosen by the dimension `year`.
 */
export type MetricTime = 'flow' | 'cumulative' | 'stock' | 'annual';

/**
 * One number of the house. Its parts are the relation in `<id>.sql` beside this file: the metric's dimensions,
 * a `numerator` and, for ratios, a `denominator`, at the finest grain; evaluate.ts adds the parts up.
 */
export interface MetricDefinition {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly unit: MetricUnit;
  /** 口径: what is counted and what is not, in Chinese. */
  readonly definition: string;
  /** The formula in words, in Chinese. */
  readonly formula: string;
  readonly time: MetricTime;
  /** Which way is better. */
  readonly direction: 'higher' | 'lower' | 'neither';
  readonly dimensions: Dimension[];
  /** Dimensions that must be broken down by, or filtered on with one value: their parts are never added up. */
  readonly required: Dimension[];
  /** Contract ids. */
  readonly sources: string[];
  /** Who answers for the definition. */
  readonly owner: string;
  readonly legalBasis: string | null;
  /** The version of the house it came with; absent: the first, 0.1.0. */
  readonly since?: string;
}

/** A metric with what the registry adds to its definition. */
export interface RegisteredMetric extends MetricDefinition {
  /** Dimensions over which its parts add up to the whole; for a ratio the parts are numerator and denominator. */
  readonly additiveOver: Dimension[];
  /** Where it begins to call for somebody; null: nothing judges it. */
  readonly thresholds: MetricThresholds | null;
  /** The version of the house it came with. */
  readonly since: string;
}

/** A ratio of sums, averages included, has a denominator; a sum has none. */
export function isRatio(metric: MetricDefinition): boolean {
  return (
    metric.unit === 'ratio' || metric.unit === 'points' || metric.unit === 'days' || metric.unit === 'score'
  );
}
