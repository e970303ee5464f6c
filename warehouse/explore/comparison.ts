import type { Engine } from '../engine.ts';
import type { Dimension, MetricDefinition } from '../metrics/definition.ts';
import { latestPeriod } from '../metrics/evaluate.ts';
import { parsePeriod, type MonthRange } from '../metrics/period.ts';
import { MetricRequestError, type MetricRequest } from '../metrics/request.ts';
import { bucketsOf, type Grain } from './buckets.ts';
import { monthsOf, shifted, shiftedRange } from './months.ts';

/** previous_year: the same months a year before · previous_build: the same in the build before · plan: the year's. */
export type Comparison = 'previous_year' | 'previous_build' | 'plan';

/** A step of time and the months to ask of it. */
export interface Span {
  /** The step's name; null without a grain. */
  readonly time: string | null;
  /** Null for an annual metric, and for one without any data. */
  readonly range: MonthRange | null;
  /** Only these months of the range; null: all of them. */
  readonly months: readonly string[] | null;
}

/** What steps of time are made of. */
export interface Asked {
  readonly period: string | null;
  readonly grain: Grain | null;
  readonly by: readonly Dimension[];
}

/** Whether a request's values stand month by month, so that months are met one by one and not added up. */
export const isMonthly = ({ grain, by }: Pick<Asked, 'grain' | 'by'>): boolean =>
  grain === 'month' || by.includes('period');

/**
 * The months a measure is asked for: those of the request, else the latest of the build; of two builds those of
 * the one that speaks later, so that what one of them lacks is missed.
 */
async function resolved(
  engines: readonly Engine[],
  metric: MetricDefinition,
  period: string | null,
): Promise<MonthRange | null> {
  if (period !== null) return metric.time === 'annual' ? null : parsePeriod(period);
  const latest: MonthRange[] = [];
  for (const engine of engines) {
    const range = await latestPeriod(engine, metric);
    if (range !== null) latest.push(range);
  }
  return latest.sort((one, other) => (one.to < other.to ? 1 : one.to > other.to ? -1 : 0))[0] ?? null;
}

/**
 * The steps a measure is asked in.
 * @throws MetricRequestError when it has no steps, or too many
 */
export async function spansOf(
  engines: readonly Engine[],
  metric: MetricDefinition,
  { period, grain }: Asked,
): Promise<Span[]> {
  if (grain !== null && metric.time === 'annual')
    throw new MetricRequestError(
      'invalid_parameter',
      'grain',
      `指标“${metric.name}”按年度取数，不能再按时间细分；请去掉 grain，或把 year 放入 by`,
    );
  if (grain !== null && period === null)
    throw new MetricRequestError('invalid_parameter', 'period', '按时间细分时请给出时期，例如 period=2026');
  const range = await resolved(engines, metric, period);
  if (grain === null || range === null) return [{ time: null, range, months: null }];
  return bucketsOf(range, grain).map((bucket) => ({ time: bucket.name, range: bucket.range, months: null }));
}

/** Months of a range that are among those given. */
export const monthsWithin = (months: readonly string[], range: MonthRange | null): readonly string[] =>
  range === null ? [] : months.filter((month) => month >= range.from && month <= range.to);

/** The span of some months, which need not lie side by side. */
function spanOf(time: string | null, months: readonly string[]): Span | null {
  const from = months[0];
  const to = months.at(-1);
  if (from === undefined || to === undefined) return null;
  const range = { from, to };
  return { time, range, months: months.length === monthsOf(range).length ? null : months };
}

/**
 * What to ask of the year before: the months that the current side has, twelve months earlier; where it has none,
 * those that were asked for.
 * @param spoken of the current side: months that are added up, or the last one, whose value stands
 */
export function yearBefore(span: Span, spoken: readonly string[], monthly: boolean): Span {
  const whole = { ...span, range: span.range === null ? null : shiftedRange(span.range, -12) };
  if (monthly) return whole;
  return (
    spanOf(
      span.time,
      spoken.map((month) => shifted(month, -12)),
    ) ?? whole
  );
}

/** An annual metric is asked for the year before by its filter. */
export function yearBeforeFilters(
  metric: MetricDefinition,
  { filters, by }: Pick<MetricRequest, 'filters' | 'by'>,
): MetricRequest['filters'] {
  if (metric.time !== 'annual') return filters;
  if (by.includes('year') || filters.year?.length !== 1)
    throw new MetricRequestError(
      'invalid_parameter',
      'compare',
      `指标“${metric.name}”按年度取数；与上年比较时请用 year 指定一个年度，且不放入 by`,
    );
  return { ...filters, year: filters.year.map((year) => String(Number(year) - 1)) };
}

/** @throws MetricRequestError where months of several years would stand beside the plan of one */
export function checkOnePlan(metric: MetricDefinition, spans: readonly Span[], monthly: boolean): void {
  if (metric.time !== 'flow' || monthly) return;
  for (const { range } of spans)
    if (range !== null && range.from.slice(0, 4) !== range.to.slice(0, 4))
      throw new MetricRequestError(
        'invalid_parameter',
        'period',
        `时期 ${range.from}..${range.to} 跨年度，而计划是全年的；请只问一个年度，或用 grain=year 分年比较`,
      );
}
