import type { MetricDefinition } from '../../metrics/definition.ts';
import type { BatchScope } from './batches.ts';

interface Asked {
  /** The months answered, as `2026-09`; null for a metric without months. */
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly filters: { readonly year?: readonly string[] };
}

const yearOf = (month: string) => Number(month.slice(0, 4));

/** A growth compares with the same months of the year before, so it has read them too. */
const comparesWithLastYear = (metric: Pick<MetricDefinition, 'id'>) => metric.id.endsWith('_growth');

function yearsBetween(from: string, to: string): string[] {
  const first = yearOf(from);
  return Array.from({ length: yearOf(to) - first + 1 }, (_, index) => String(first + index));
}

/**
 * The partitions a metric's answer has read: the months of a flow, the year to date of a cumulative value, all up
 * to the end of a stock, and the years chosen of what is kept by year.
 */
export function batchScope(metric: Pick<MetricDefinition, 'id' | 'time'>, asked: Asked): BatchScope {
  const years = asked.filters.year ?? null;
  if (asked.period === null) return { monthFrom: null, monthTo: null, years };
  const { from, to } = asked.period;
  if (metric.time === 'stock') return { monthFrom: null, monthTo: to, years };
  const start = metric.time === 'cumulative' ? `${from.slice(0, 4)}-01` : from;
  const monthFrom = comparesWithLastYear(metric) ? `${yearOf(start) - 1}${start.slice(4)}` : start;
  return { monthFrom, monthTo: to, years: years ?? yearsBetween(monthFrom, to) };
}
