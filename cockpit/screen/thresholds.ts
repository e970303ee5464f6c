import type { Metric } from '../../api/contracts/metrics.ts';

/** severe: somebody must look · notice: somebody should. */
export type Severity = 'severe' | 'notice';

/**
 * How loudly a value calls for somebody, by the metric's own thresholds: past yellow it is worth a notice, past red
 * it is severe, and what stands on a threshold has not passed it. Which way is worse is said by the order of both.
 */
export function severityOf(metric: Pick<Metric, 'thresholds'> | null, value: number | null): Severity | null {
  const thresholds = metric?.thresholds ?? null;
  if (thresholds === null || value === null) return null;
  const { yellow, red } = thresholds;
  const isPast = (threshold: number): boolean => (red < yellow ? value < threshold : value > threshold);
  if (isPast(red)) return 'severe';
  return isPast(yellow) ? 'notice' : null;
}
