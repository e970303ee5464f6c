import { warningRules } from '../warnings/registry.ts';
import type { MetricDefinition } from './definition.ts';

/** 预警：由规则得出。 */
export const warningMetrics: readonly MetricDefinition[] = [
  {
    id: 'warnings',
    name: '预警数',
    nameEn: 'Warnings standing',
    unit: 'count',
    definition:
      '截至月末仍然成立的预警条数。反映月末状态的规则只计当月，反映一次性事项的规则（如年底突击花钱、重复支付）在发现后保留若干个月；来源尚未报送新月份的，沿用最近一次判断。各级别分别计数，“供查看”的不是问题认定。',
    formula: '截至月末成立的预警条数',
    time: 'stock',
    direction: 'lower',
    dimensions: ['period', 'severity', 'warning_rule', 'area', 'department'],
    required: [],
    sources: [...new Set([...warningRules.values()].flatMap(({ sources }) => sources))].sort(),
    owner: '市人大常委会预算工作委员会',
    legalBasis: '《中华人民共和国各级人民代表大会常务委员会监督法》',
  },
];
