import type { RegisteredMetric } from '../warehouse/metrics/definition.ts';
import { metrics } from '../warehouse/metrics/registry.ts';
import { ProblemError } from './problem.ts';

/** The metric of that id. @throws ProblemError `unknown_metric`, naming the ones there are */
export function metricOf(id: string): RegisteredMetric {
  const metric = metrics.get(id);
  if (metric) return metric;
  throw new ProblemError(
    'unknown_metric',
    `没有编号为“${id.slice(0, 80)}”的指标。可用的指标：${[...metrics.keys()].join('、')}；说明见 /api/v1/metrics`,
  );
}
