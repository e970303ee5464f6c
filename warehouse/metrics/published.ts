import type { MetricDefinition } from './definition.ts';

/** 公开数据：网页上公布的数字，只引用，不相加。 */
export const publishedMetrics: readonly MetricDefinition[] = [
  {
    id: 'published_amount',
    name: '公开数据',
    nameEn: 'Published amount',
    unit: 'yuan',
    definition:
      '公开网页上公布的金额，仅取指标为“金额”、单位为元、千元、万元或亿元的数字，换算为元；增长率、比例等不计入。公开数字只引用、不相加：同一年度、区域、时期、主题、项目有多个网页公布且数字不同时，不取任何一个，数值为空，须按来源网址分开查看。市本级不等于全市。',
    formula: '公布的数值 × 单位（元）',
    time: 'annual',
    direction: 'neither',
    dimensions: ['year', 'published_area', 'published_period', 'topic', 'item', 'source_url'],
    required: ['year', 'published_area', 'published_period', 'topic', 'item'],
    sources: ['published'],
    owner: '市人大常委会预算工作委员会',
    legalBasis: null,
  },
];
