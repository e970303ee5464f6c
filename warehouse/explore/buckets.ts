import { MetricRequestError } from '../metrics/request.ts';
import { parsePeriod, type MonthRange } from '../metrics/period.ts';

export type Grain = 'month' | 'quarter' | 'year';

const months: Readonly<Record<Grain, number>> = { month: 1, quarter: 3, year: 12 };
const mostBuckets = 72;

/** One step of time: `2026-09`, `2026-Q3` or `2026`. */
export interface Bucket {
  readonly name: string;
  readonly period: string;
}

const numbered = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
const named = (index: number): string =>
  `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;

function bucketName(first: number, grain: Grain): string {
  if (grain === 'month') return named(first);
  const year = String(Math.floor(first / 12));
  return grain === 'year' ? year : `${year}-Q${Math.floor((first % 12) / 3) + 1}`;
}

/**
 * The steps a period falls into; the first and the last only as far as the period reaches.
 * @throws MetricRequestError when there are too many
 */
export function bucketsOf(period: string, grain: Grain): Bucket[] {
  const { from, to } = parsePeriod(period);
  const step = months[grain];
  const last = numbered(to);
  const buckets: Bucket[] = [];
  for (let first = numbered(from); first <= last;) {
    const next = (Math.floor(first / step) + 1) * step;
    const until = Math.min(next - 1, last);
    buckets.push({ name: bucketName(first, grain), period: `${named(first)}..${named(until)}` });
    first = next;
  }
  if (buckets.length > mostBuckets)
    throw new MetricRequestError(
      'invalid_parameter',
      'grain',
      `时期 ${period} 按此粒度分为 ${buckets.length} 段，最多 ${mostBuckets} 段；请缩短时期或改用 quarter、year`,
    );
  return buckets;
}

const shifted = (month: string, by: number): string => named(numbered(month) + by);

/** The same months a year before. */
export function yearBefore(period: string): string {
  const { from, to }: MonthRange = parsePeriod(period);
  return `${shifted(from, -12)}..${shifted(to, -12)}`;
}
