import type { Engine, QueryOptions, SqlRow, SqlValue } from '../engine.ts';
import { compileMetric, type CompileContext, type CompiledMetric } from './compile.ts';
import type { Dimension, MetricDefinition } from './definition.ts';
import { checkCodes } from './known-codes.ts';
import { latestRange, yearToDate, type MonthRange } from './period.ts';
import { metricRelation } from './registry.ts';
import { MetricRequestError, type KnownArea, type MetricRequest } from './request.ts';

/** One value; its key and label hold the dimensions asked for. */
export interface MetricRow {
  readonly key: Partial<Record<Dimension, string | null>>;
  readonly label: Partial<Record<Dimension, string | null>>;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** no_data: no part speaks of it · undefined: a zero denominator, or quotations that disagree. */
  readonly status: 'ok' | 'no_data' | 'undefined';
}

export interface MetricAnswer {
  /** The months the values speak of, both ends included; null for an annual metric and without any data. */
  readonly period: MonthRange | null;
  readonly rows: MetricRow[];
  readonly sql: string;
  readonly parameters: CompiledMetric['parameters'];
}

const text = (value: SqlValue | undefined): string | null => (typeof value === 'string' ? value : null);
const number = (value: SqlValue | undefined): number | null => (typeof value === 'number' ? value : null);

async function latestMonth(engine: Engine, relation: string, options: QueryOptions): Promise<string | null> {
  const sql = `with relation as (\n${relation}\n) select strftime(max(period), '%Y-%m') as latest from relation`;
  const [row] = await engine.rows(sql, {}, { ...options, kept: true });
  return text(row?.latest);
}

/** The months a metric speaks of on a build where none are asked for; null for an annual one, and without data. */
export async function latestPeriod(
  engine: Engine,
  metric: MetricDefinition,
  options: QueryOptions = {},
): Promise<MonthRange | null> {
  if (metric.time === 'annual') return null;
  return latestRange(metric.time, await latestMonth(engine, await metricRelation(metric), options));
}

export async function knownAreas(engine: Engine, options: QueryOptions): Promise<KnownArea[]> {
  const sql = 'select code, name, level from marts.dim_area order by sort_order, code';
  return (await engine.rows(sql, {}, { ...options, kept: true })).map((row) => ({
    code: text(row.code) ?? '',
    name: text(row.name) ?? '',
    level: text(row.level) ?? '',
  }));
}

function toRow(row: SqlRow, by: readonly Dimension[]): MetricRow {
  const pick = (suffix: string): Partial<Record<Dimension, string | null>> =>
    Object.fromEntries(by.map((dimension) => [dimension, text(row[`${dimension}_${suffix}`])]));
  const numerator = number(row.numerator);
  const denominator = number(row.denominator);
  const value = number(row.value);
  const parts = number(row.parts) ?? 0;
  const disagrees = parts > 0 && numerator === null;
  const status = value !== null ? 'ok' : denominator === 0 || disagrees ? 'undefined' : 'no_data';
  return { key: pick('key'), label: pick('label'), value, numerator, denominator, status };
}

/** The months that were asked for, narrowed to those that spoke. */
function spokenMonths(
  metric: MetricDefinition,
  by: readonly Dimension[],
  range: MonthRange | null,
  rows: readonly SqlRow[],
): MonthRange | null {
  if (range === null) return null;
  const firsts = rows.map((row) => text(row.first_month)).filter((month) => month !== null);
  const lasts = rows.map((row) => text(row.last_month)).filter((month) => month !== null);
  const from = firsts.sort()[0];
  const to = lasts.sort().at(-1);
  if (from === undefined || to === undefined) return range;
  return metric.time === 'cumulative' && !by.includes('period') ? yearToDate(to) : { from, to };
}

/**
 * The statement that answers a request on a build.
 * @throws MetricRequestError when the request does not fit the metric.
 */
export async function metricStatement(
  engine: Engine,
  request: MetricRequest,
  options: QueryOptions = {},
): Promise<CompiledMetric> {
  const { metric, period, filters } = request;
  const relation = await metricRelation(metric);
  const needsLatest = period === null && metric.time !== 'annual';
  const context: CompileContext = {
    relation,
    latest: needsLatest ? await latestMonth(engine, relation, options) : null,
    areas: filters.area === undefined ? [] : await knownAreas(engine, options),
  };
  const compiled = compileMetric(request, context);
  await checkCodes(engine, request, relation, options);
  return compiled;
}

interface EvaluateOptions extends QueryOptions {
  /** More rows than these are not brought out of the engine. */
  readonly mostRows?: number;
}

/**
 * Answers a request from a build.
 * @throws MetricRequestError when the request does not fit the metric, or has more rows than it may.
 * @throws QueryError when the engine fails.
 */
export async function evaluateMetric(
  engine: Engine,
  request: MetricRequest,
  { mostRows, ...options }: EvaluateOptions = {},
): Promise<MetricAnswer> {
  const { metric, by } = request;
  const { sql, parameters, range } = await metricStatement(engine, request, options);
  const rows =
    mostRows === undefined
      ? await engine.rows(sql, parameters, options)
      : await engine.rows(`${sql}\nlimit $most_rows`, { ...parameters, most_rows: mostRows + 1 }, options);
  if (mostRows !== undefined && rows.length > mostRows)
    throw new MetricRequestError(
      'too_many_rows',
      'by',
      `指标“${metric.name}”这样拆分超过 ${mostRows} 行；请缩短时期、减少 by 的维度，或增加筛选条件`,
    );
  return {
    period: spokenMonths(metric, by, range, rows),
    rows: rows.map((row) => toRow(row, by)),
    sql,
    parameters,
  };
}
