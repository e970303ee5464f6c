import { dimensionSchema } from '../../api/contracts/metrics.ts';
import type { Dimension, MetricRow } from '../../api/contracts/metrics.ts';

/** One question to the metrics API; the same question asks for the values and for their lineage. */
export interface MetricQuery {
  readonly metric: string;
  readonly by?: readonly Dimension[];
  /** `2026`, `2026-09` or `2023-01..2026-10`; the API's default when absent. */
  readonly period?: string;
  readonly filters?: Readonly<Partial<Record<Dimension, readonly string[]>>>;
}

/** The query string, in one canonical order, so that equal questions have equal text. */
export function searchOf(query: MetricQuery): string {
  const search = new URLSearchParams();
  if (query.by !== undefined && query.by.length > 0) search.set('by', query.by.join(','));
  if (query.period !== undefined) search.set('period', query.period);
  for (const dimension of dimensionSchema.options) {
    const values = query.filters?.[dimension];
    if (values !== undefined && values.length > 0) search.set(dimension, values.join(','));
  }
  return search.toString();
}

/** A short text that names the question: the key of caches and what `?open=` holds. */
export function keyOf(query: MetricQuery): string {
  const search = searchOf(query);
  return search === '' ? query.metric : `${query.metric}?${search}`;
}

/** The way back from {@link keyOf}; null when the text is not one of ours. */
export function queryOf(key: string): MetricQuery | null {
  const mark = key.indexOf('?');
  const metric = mark < 0 ? key : key.slice(0, mark);
  if (!/^[a-z][a-z0-9_]*$/.test(metric)) return null;
  const search = new URLSearchParams(mark < 0 ? '' : key.slice(mark + 1));
  const by: Dimension[] = [];
  const filters: Partial<Record<Dimension, readonly string[]>> = {};
  let period: string | undefined;
  for (const [name, value] of search) {
    if (name === 'period') {
      period = value;
      continue;
    }
    if (name === 'by') {
      for (const part of value.split(',')) {
        const dimension = dimensionSchema.safeParse(part);
        if (!dimension.success) return null;
        by.push(dimension.data);
      }
      continue;
    }
    const dimension = dimensionSchema.safeParse(name);
    if (!dimension.success) return null;
    filters[dimension.data] = value.split(',');
  }
  return {
    metric,
    ...(by.length > 0 ? { by } : {}),
    ...(period === undefined ? {} : { period }),
    ...(Object.keys(filters).length > 0 ? { filters } : {}),
  };
}

const path = (query: MetricQuery, tail: string): string => {
  const search = searchOf(query);
  return `/api/v1/metrics/${encodeURIComponent(query.metric)}${tail}${search === '' ? '' : `?${search}`}`;
};

export const valuesPath = (query: MetricQuery): string => path(query, '');
export const lineagePath = (query: MetricQuery): string => path(query, '/lineage');

/** The question whose answer is this one row: what was broken down becomes a filter. */
export function rowQuery(query: MetricQuery, row: MetricRow): MetricQuery {
  const filters: Partial<Record<Dimension, readonly string[]>> = { ...query.filters };
  let period = query.period;
  const open: Dimension[] = [];
  for (const dimension of query.by ?? []) {
    const code = row.key[dimension];
    if (code === undefined || code === null) open.push(dimension);
    else if (dimension === 'period') period = code;
    else filters[dimension] = [code];
  }
  return {
    metric: query.metric,
    ...(open.length > 0 ? { by: open } : {}),
    ...(period === undefined ? {} : { period }),
    ...(Object.keys(filters).length > 0 ? { filters } : {}),
  };
}
