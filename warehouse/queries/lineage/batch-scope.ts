import type { MetricDefinition } from '../../metrics/definition.ts';

/** Which partitions count: months as `2026-09`, both ends included; null leaves that end open or takes every year. */
export interface BatchScope {
  readonly monthFrom: string | null;
  readonly monthTo: string | null;
  readonly years: readonly string[] | null;
}

interface Asked {
  /** The months answered, as `2026-09`; null for a metric without months. */
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly filters: { readonly year?: readonly string[] };
}

const yearOf = (month: string) => Number(month.slice(0, 4));

/** They compare with the same months of the year before, so they have read them too: those of the growth marts. */
export const comparedWithLastYear: ReadonlySet<string> = new Set([
  'general_expenditure_growth',
  'general_revenue_growth',
  'tax_change',
  'tax_growth',
]);

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
  const monthFrom = comparedWithLastYear.has(metric.id) ? `${yearOf(start) - 1}${start.slice(4)}` : start;
  return { monthFrom, monthTo: to, years: years ?? yearsBetween(monthFrom, to) };
}

/** Whether rows of a partition may have been read: of a month, of a year whatever else divides it, or of no time. */
export function isInScope(partition: string, { monthFrom, monthTo, years }: BatchScope): boolean {
  if (/^\d{4}-\d{2}$/.test(partition))
    return (monthFrom === null || partition >= monthFrom) && (monthTo === null || partition <= monthTo);
  const [first = ''] = partition.split('/');
  if (!/^\d{4}$/.test(first)) return true;
  return years === null || years.length === 0 || years.includes(first);
}
