import type { Engine } from '../engine.ts';
import type { Dimension, MetricDefinition } from '../metrics/definition.ts';
import { evaluateMetric, type MetricRow } from '../metrics/evaluate.ts';
import { MetricRequestError, type MetricRequest } from '../metrics/request.ts';
import { bucketsOf, yearBefore, type Bucket, type Grain } from './buckets.ts';
import { planOf } from './plans.ts';

export type Comparison = 'previous_year' | 'previous_build' | 'plan';

export interface ExploreRequest {
  readonly measures: readonly MetricDefinition[];
  readonly by: readonly Dimension[];
  readonly filters: MetricRequest['filters'];
  readonly period: string | null;
  readonly grain: Grain | null;
  readonly compare: Comparison | null;
}

export interface ExploredValue {
  readonly value: number | null;
  /** What it is compared with; null where there is nothing, or nothing was asked. */
  readonly compared: number | null;
}

export interface ExploredRow {
  /** The step of time; null without a grain. */
  readonly time: string | null;
  readonly key: MetricRow['key'];
  readonly label: MetricRow['label'];
  /** By measure. */
  readonly values: Readonly<Record<string, ExploredValue>>;
}

interface Part {
  readonly time: string | null;
  readonly row: MetricRow;
}

const laterByYears = (month: string | null, years: number): string | null =>
  month === null ? null : `${Number(month.slice(0, 4)) + years}${month.slice(4)}`;

const identity = (time: string | null, key: MetricRow['key'], by: readonly Dimension[]): string =>
  JSON.stringify([time, ...by.map((dimension) => key[dimension] ?? null)]);

function yearShifted({ metric, filters, by }: MetricRequest): MetricRequest['filters'] {
  if (metric.time !== 'annual') return filters;
  if (by.includes('year') || filters.year?.length !== 1)
    throw new MetricRequestError(
      'invalid_parameter',
      'compare',
      `指标“${metric.name}”按年度取数；与上年比较时请用 year 指定一个年度，且不放入 by`,
    );
  return { ...filters, year: filters.year.map((year) => String(Number(year) - 1)) };
}

/** The steps to ask a measure for, each with the name its values go under. */
function steps(
  request: ExploreRequest,
  metric: MetricDefinition,
): { time: string | null; period: string | null }[] {
  const { grain, period } = request;
  if (grain === null) return [{ time: null, period }];
  if (metric.time === 'annual')
    throw new MetricRequestError(
      'invalid_parameter',
      'grain',
      `指标“${metric.name}”按年度取数，不能再按时间细分；请去掉 grain，或把 year 放入 by`,
    );
  if (period === null)
    throw new MetricRequestError('invalid_parameter', 'period', '按时间细分时请给出时期，例如 period=2026');
  return bucketsOf(period, grain).map(({ name, period: months }: Bucket) => ({ time: name, period: months }));
}

/** Rows of all steps that a measure may have: what is put side by side is put together in memory. */
const mostRows = 50_000;

async function parts(
  engine: Engine,
  metric: MetricDefinition,
  request: ExploreRequest,
  shift: boolean,
): Promise<Part[]> {
  const { by, filters } = request;
  const all: Part[] = [];
  const ask = async (asked: MetricRequest): Promise<readonly MetricRow[]> => {
    const { period } = asked;
    const moved = shift
      ? { ...asked, period: period === null ? null : yearBefore(period), filters: yearShifted(asked) }
      : asked;
    const { rows } = await evaluateMetric(engine, moved, { mostRows: mostRows - all.length });
    return rows.filter(({ status }) => status !== 'no_data');
  };
  const asked = steps(request, metric);
  if (request.grain === 'month' && !by.includes('period')) {
    // A month's value is what the metric says of that month: one statement answers them all.
    const rows = await ask({ metric, by: ['period', ...by], period: request.period, filters });
    return rows.map((row) => ({ time: laterByYears(row.key.period ?? null, shift ? 1 : 0), row }));
  }
  for (const { time, period } of asked)
    all.push(...(await ask({ metric, by, period, filters })).map((row) => ({ time, row })));
  return all;
}

/** The dimensions that were asked for: not the months a statement was asked by besides. */
const only = (names: MetricRow['key'], by: readonly Dimension[]): MetricRow['key'] =>
  Object.fromEntries(by.map((dimension) => [dimension, names[dimension] ?? null]));

/** What a measure is compared with, by row. */
async function compared(
  engine: Engine,
  before: Engine | null,
  metric: MetricDefinition,
  request: ExploreRequest,
): Promise<ReadonlyMap<string, number | null>> {
  const { compare, by } = request;
  const byRow = (found: readonly Part[], value: (row: MetricRow) => number | null) =>
    new Map(found.map(({ time, row }) => [identity(time, row.key, by), value(row)]));
  if (compare === 'previous_year')
    return byRow(await parts(engine, metric, request, true), ({ value }) => value);
  if (compare === 'previous_build')
    return before === null
      ? new Map()
      : byRow(await parts(before, metric, request, false), ({ value }) => value);
  if (compare === 'plan')
    return byRow(await parts(engine, planOf(metric), request, false), ({ denominator }) => denominator);
  return new Map();
}

/**
 * Several measures side by side, by the same dimensions and steps of time. Every value is the registry's own: a
 * row holds what each measure answers when asked alone.
 * @param before the build to compare with, where that is asked for
 * @throws MetricRequestError when the request does not fit a measure
 */
export async function explore(
  engine: Engine,
  before: Engine | null,
  request: ExploreRequest,
): Promise<ExploredRow[]> {
  const rows = new Map<string, { row: Omit<ExploredRow, 'values'>; values: Record<string, ExploredValue> }>();
  for (const metric of request.measures) {
    const other = await compared(engine, before, metric, request);
    for (const { time, row } of await parts(engine, metric, request, false)) {
      const id = identity(time, row.key, request.by);
      const entry = rows.get(id) ?? {
        row: { time, key: only(row.key, request.by), label: only(row.label, request.by) },
        values: {},
      };
      entry.values[metric.id] = { value: row.value, compared: other.get(id) ?? null };
      rows.set(id, entry);
    }
  }
  const none: ExploredValue = { value: null, compared: null };
  return [...rows.values()].map(({ row, values }) => ({
    ...row,
    values: Object.fromEntries(request.measures.map(({ id }) => [id, values[id] ?? none])),
  }));
}
