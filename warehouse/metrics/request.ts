import { dimensionNames, type Dimension, type MetricDefinition } from './definition.ts';

/** Four of an analyst's, and the months they are followed over. */
export const mostDimensions = 5;

/** What is asked of a metric. */
export interface MetricRequest {
  readonly metric: MetricDefinition;
  /** The dimensions to break the value down by, at most `mostDimensions`. */
  readonly by: readonly Dimension[];
  /** `2026`, `2026-H1`, `2026-Q3`, `2026-09` or `2023-01..2026-10`; null: the latest. */
  readonly period: string | null;
  /** Only these of the period's months, `2026-09`; absent: all of them. */
  readonly months?: readonly string[];
  /** Wanted codes by dimension. A code of a tree (area, function, revenue item) covers what is below it. */
  readonly filters: Readonly<Partial<Record<Dimension, readonly string[]>>>;
}

/** An area as the house knows it; one whose level is `city` stands for all leaves together. */
export interface KnownArea {
  readonly code: string;
  readonly name: string;
  readonly level: string;
}

export type MetricRequestErrorCode = 'unsupported_dimension' | 'invalid_parameter' | 'too_many_rows';

/** A request that cannot be answered: which parameter, why, and what is possible (Chinese). */
export class MetricRequestError extends Error {
  override readonly name = 'MetricRequestError';
  readonly code: MetricRequestErrorCode;
  readonly parameter: string;

  constructor(code: MetricRequestErrorCode, parameter: string, message: string) {
    super(message);
    this.code = code;
    this.parameter = parameter;
  }
}

const invalid = (parameter: string, message: string): MetricRequestError =>
  new MetricRequestError('invalid_parameter', parameter, message);

const named = (dimension: Dimension): string => `${dimension}（${dimensionNames[dimension]}）`;

const listed = (dimensions: readonly Dimension[]): string => dimensions.map(named).join('、');

function supported(metric: MetricDefinition, dimension: Dimension, parameter: string): void {
  if (metric.dimensions.includes(dimension)) return;
  throw new MetricRequestError(
    'unsupported_dimension',
    parameter,
    `指标“${metric.name}”没有 ${dimension} 这个维度；可用的维度：${listed(metric.dimensions)}`,
  );
}

/** @throws MetricRequestError when the metric cannot be broken down like this. */
export function checkBy({ metric, by }: MetricRequest): void {
  for (const dimension of by) supported(metric, dimension, 'by');
  if (new Set(by).size !== by.length) throw invalid('by', '同一维度在 by 中重复；请每个维度只写一次');
  if (by.length > mostDimensions)
    throw invalid(
      'by',
      `by 最多 ${mostDimensions} 个维度，收到 ${by.length} 个；其余维度请作为筛选条件，例如 area=330300-CL`,
    );
}

/** @throws MetricRequestError when a filter is not of the metric, empty, or malformed. */
export function checkFilters({ metric, filters }: MetricRequest): void {
  for (const dimension of Object.keys(filters) as Dimension[]) {
    supported(metric, dimension, dimension);
    if (dimension === 'period')
      throw invalid('period', '时期不作为筛选条件；请用 period 参数，例如 period=2026 或 period=2026-09');
    const values = filters[dimension] ?? [];
    if (values.length === 0 || values.some((value) => value.trim() === ''))
      throw invalid(
        dimension,
        `参数 ${named(dimension)} 有空值；请填写编码，多个编码用逗号分隔，或去掉该参数`,
      );
    const wrongYear = dimension === 'year' ? values.find((value) => !/^\d{4}$/.test(value)) : undefined;
    if (wrongYear !== undefined)
      throw invalid('year', `年度“${wrongYear}”无法识别；应为四位年份，例如 year=2025`);
  }
}

/** @throws MetricRequestError when parts that must stay apart would be added up. */
export function checkRequired({ metric, by, filters }: MetricRequest): void {
  for (const dimension of metric.required) {
    if (by.includes(dimension) || filters[dimension]?.length === 1) continue;
    const why = filters[dimension] ? '给了多个值，而它们不能相加' : '没有指定，而各项不能相加';
    throw invalid(
      dimension,
      `指标“${metric.name}”的 ${named(dimension)}${why}；请只给一个值，或放入 by。必须指定的维度：${listed(metric.required)}`,
    );
  }
}

/**
 * The leaf areas asked for; null: all of them.
 * @throws MetricRequestError naming the known areas.
 */
export function chosenAreas(
  wanted: readonly string[] | undefined,
  areas: readonly KnownArea[],
): readonly string[] | null {
  if (wanted === undefined) return null;
  const unknown = wanted.find((code) => !areas.some((area) => area.code === code));
  if (unknown !== undefined)
    throw invalid(
      'area',
      `没有编码为“${unknown}”的区域；可用的区域：${areas.map((area) => `${area.code} ${area.name}`).join('、')}`,
    );
  const whole = areas.find((area) => area.level === 'city' && wanted.includes(area.code));
  if (whole === undefined) return wanted;
  if (new Set(wanted).size > 1)
    throw invalid(
      'area',
      `${whole.code} ${whole.name}（全市）已包含其余区域，不能与它们一起筛选；请只写 ${whole.code}，或只写各区域`,
    );
  return null;
}
