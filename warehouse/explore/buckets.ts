import type { MonthRange } from '../metrics/period.ts';
import { MetricRequestError } from '../metrics/request.ts';
import { monthAt, monthIndex } from './months.ts';

export type Grain = 'month' | 'quarter' | 'year';

const months: Readonly<Record<Grain, number>> = { month: 1, quarter: 3, year: 12 };
const mostBuckets = 72;

/** One step of time: `2026-09`, `2026-Q3` or `2026`, and its months as far as they are asked for. */
export interface Bucket {
  readonly name: string;
  readonly range: MonthRange;
}

function bucketName(first: number, grain: Grain): string {
  const month = monthAt(first);
  if (grain === 'month') return month;
  const year = month.slice(0, 4);
  return grain === 'year' ? year : `${year}-Q${Math.floor((first % 12) / 3) + 1}`;
}

/**
 * The steps a range falls into; the first and the last only as far as the range reaches.
 * @throws MetricRequestError when there are too many
 */
export function bucketsOf({ from, to }: MonthRange, grain: Grain): Bucket[] {
  const step = months[grain];
  const last = monthIndex(to);
  const buckets: Bucket[] = [];
  for (let first = monthIndex(from); first <= last;) {
    const next = (Math.floor(first / step) + 1) * step;
    const range = { from: monthAt(first), to: monthAt(Math.min(next - 1, last)) };
    buckets.push({ name: bucketName(first, grain), range });
    first = next;
  }
  if (buckets.length > mostBuckets)
    throw new MetricRequestError(
      'invalid_parameter',
      'grain',
      `时期 ${from}..${to} 按此粒度分为 ${buckets.length} 段，最多 ${mostBuckets} 段；请缩短时期或改用 quarter、year`,
    );
  return buckets;
}
