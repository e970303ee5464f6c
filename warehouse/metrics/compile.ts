import { isRatio, type Dimension } from './definition.ts';
import { column, keyColumn, labelColumn, labelJoin, orderColumns, trees } from './labels.ts';
import { latestRange, parsePeriod, type MonthRange } from './period.ts';
import { quotedMetrics } from './registry.ts';
import {
  checkBy,
  checkFilters,
  checkRequired,
  chosenAreas,
  MetricRequestError,
  type KnownArea,
  type MetricRequest,
} from './request.ts';

/** What a request is compiled against. */
export interface CompileContext {
  /** The metric's relation: the text of `<id>.sql`. */
  readonly relation: string;
  /** The last month the relation speaks of, `2026-10`; needed where no period is asked for. */
  readonly latest: string | null;
  /** The areas there are; needed where areas are asked for. */
  readonly areas: readonly KnownArea[];
}

export interface CompiledMetric {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string | string[]>>;
  /** The months asked for; null for an annual metric, or when there is no data to choose the latest from. */
  readonly range: MonthRange | null;
}

function askedRange({ metric, period }: MetricRequest, latest: string | null): MonthRange | null {
  if (metric.time === 'annual') {
    if (period === null) return null;
    throw new MetricRequestError(
      'invalid_parameter',
      'period',
      `指标“${metric.name}”按年度取数，不用 period；请用 year，例如 year=${period.slice(0, 4)}`,
    );
  }
  return period === null ? latestRange(metric.time, latest) : parsePeriod(period);
}

function wanted(dimension: Dimension): string {
  const code = column(dimension);
  return trees.has(dimension)
    ? `exists (select 1 from unnest($${dimension}) as wanted (code) where starts_with(${code}, wanted.code))`
    : `${code} in (select unnest($${dimension}))`;
}

/** What the filters ask of a relation with the metric's dimensions, and the values to bind. */
export function filterConditions(
  metric: MetricRequest['metric'],
  filters: MetricRequest['filters'],
  areas: readonly KnownArea[],
): { readonly conditions: string[]; readonly parameters: Record<string, string[]> } {
  const parameters: Record<string, string[]> = {};
  const conditions: string[] = [];
  for (const dimension of metric.dimensions) {
    const values = dimension === 'area' ? chosenAreas(filters.area, areas) : (filters[dimension] ?? null);
    if (values === null) continue;
    parameters[dimension] = [...values];
    conditions.push(wanted(dimension));
  }
  return { conditions, parameters };
}

const indented = (lines: readonly string[], by: number, glue: string): string =>
  lines.join(`${glue}\n${' '.repeat(by)}`);

/**
 * The statement that answers a request: the relation's parts, filtered, added up by the dimensions asked for, a
 * ratio always as a ratio of sums. Pure; values are bound, and only dimensions of the metric become identifiers.
 * @throws MetricRequestError when the request does not fit the metric.
 */
export function compileMetric(request: MetricRequest, context: CompileContext): CompiledMetric {
  checkBy(request);
  checkFilters(request);
  checkRequired(request);
  const { metric, by, filters } = request;
  const range = askedRange(request, context.latest);
  const timed = metric.time !== 'annual';

  const parameters: Record<string, string | string[]> = {};
  const conditions: string[] = [];
  if (range) {
    parameters.period_from = `${range.from}-01`;
    parameters.period_to = `${range.to}-01`;
    conditions.push('period between cast($period_from as date) and cast($period_to as date)');
  }
  if (request.months !== undefined) {
    parameters.months = [...request.months];
    conditions.push("strftime(period, '%Y-%m') in (select unnest($months))");
  }
  const chosen = filterConditions(metric, filters, context.areas);
  conditions.push(...chosen.conditions);
  Object.assign(parameters, chosen.parameters);

  const lastMonthOnly = timed && metric.time !== 'flow' && !by.includes('period');
  const quoted = quotedMetrics.has(metric.id);
  const sums = [
    ...by.map(column),
    quoted
      ? 'if(min(numerator) = max(numerator), min(numerator), null) as numerator'
      : 'sum(numerator) as numerator',
    isRatio(metric) ? 'sum(denominator) as denominator' : 'null as denominator',
    'count(*) as parts',
    ...(timed ? ['min(period) as first_month', 'max(period) as last_month'] : []),
  ];
  const columns = [
    ...by.map((dimension) => `${keyColumn(dimension)} as ${dimension}_key`),
    ...by.map((dimension) => `${labelColumn(dimension)} as ${dimension}_label`),
    'summed.numerator',
    'summed.denominator',
    isRatio(metric)
      ? 'cast(summed.numerator as double) / nullif(cast(summed.denominator as double), 0) as value'
      : 'summed.numerator as value',
    'summed.parts',
    ...(timed
      ? [
          "strftime(summed.first_month, '%Y-%m') as first_month",
          "strftime(summed.last_month, '%Y-%m') as last_month",
        ]
      : []),
  ];
  const joins = by.map(labelJoin).filter((join) => join !== null);

  const sql = `with

relation as (
${context.relation}
),

selected as (
    select * from relation${conditions.length > 0 ? `\n    where ${indented(conditions, 8, ' and')}` : ''}
),

summed as (
    select
        ${indented(sums, 8, ',')}
    from selected${lastMonthOnly ? '\n    where period = (select max(period) from selected)' : ''}${by.length > 0 ? `\n    group by ${by.map(column).join(', ')}` : ''}
)

select
    ${indented(columns, 4, ',')}
from summed${joins.map((join) => `\n${join}`).join('')}
order by ${orderColumns(by).join(', ')}`;
  return { sql, parameters, range };
}
