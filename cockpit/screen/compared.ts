import type { ComputedRef } from 'vue';
import type { MetricRow } from '../../api/contracts/metrics.ts';
import { rowQuery } from '../wire/metric-query.ts';
import type { MetricQuery } from '../wire/metric-query.ts';

/** One published figure beside ours, yuan. */
export interface Comparison {
  readonly side: 'revenue' | 'expenditure';
  readonly item: string;
  readonly published: number;
  readonly publishedQuery: MetricQuery;
  /** The page on which it was published; null when it is not a web address. */
  readonly page: string | null;
  readonly own: number;
  readonly ownQuery: MetricQuery;
  /** Ours minus the published one. */
  readonly difference: number;
  readonly equal: boolean;
}

/** Pages give 亿元 with two decimals: what differs by less than half of the last digit is the same figure, yuan. */
export const roundingOfPages = 500_000;

interface Answer {
  readonly query: ComputedRef<MetricQuery | null>;
  readonly row: ComputedRef<MetricRow | null>;
}

/** A link that leads to a page, and nowhere else. */
export const pageOf = (url: string | null | undefined): string | null =>
  typeof url === 'string' && /^https?:\/\//i.test(url) ? url : null;

export function compared(
  side: Comparison['side'],
  item: string,
  publishedAnswer: Answer,
  ownAnswer: Answer,
): Comparison | null {
  const row = publishedAnswer.row.value;
  const published = row?.value;
  const own = ownAnswer.row.value?.value;
  const publishedQuery = publishedAnswer.query.value;
  const ownQuery = ownAnswer.query.value;
  if (row === null || typeof published !== 'number' || typeof own !== 'number') return null;
  if (publishedQuery === null || ownQuery === null) return null;
  const difference = Math.round((own - published) * 100) / 100;
  return {
    side,
    item,
    published,
    publishedQuery: rowQuery(publishedQuery, row),
    page: pageOf(row.key.source_url),
    own,
    ownQuery,
    difference,
    equal: Math.abs(difference) < roundingOfPages,
  };
}
