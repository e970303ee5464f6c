import { z } from 'zod';
import type { Comparison } from '../../warehouse/explore/comparison.ts';
import type { Grain } from '../../warehouse/explore/buckets.ts';
import type { RegisteredMetric } from '../../warehouse/metrics/definition.ts';
import { metrics } from '../../warehouse/metrics/registry.ts';
import { comparisonSchema, grainSchema } from '../contracts/explore.ts';
import { invalidParameters } from '../problem.ts';
import { parseMetricParameters, type MetricParameters } from './metric-parameters.ts';
import { once, oneOf, parameterErrors, wholeNumber } from './query-text.ts';

const mostMeasures = 6;
const mostExplored = 4;
const mostRows = 10_000;

export const exploreQuery = z.strictObject({
  measures: once
    .transform((text) => [...new Set(text.split(/[,，]/).map((id) => id.trim()))])
    .pipe(
      z
        .array(z.string().min(1, '不能为空；请给出指标编号，例如 measures=general_revenue'))
        .max(mostMeasures, `最多 ${mostMeasures} 个指标`),
    ),
  grain: oneOf(grainSchema.options).nullable().default(null),
  compare: oneOf(comparisonSchema.options).nullable().default(null),
  order: once.nullable().default(null),
  limit: wholeNumber(1, mostRows).default(1_000),
});

export interface ExploreParameters extends MetricParameters {
  readonly measures: readonly RegisteredMetric[];
  readonly grain: Grain | null;
  readonly compare: Comparison | null;
  /** What to order by: a measure, a dimension or `time`; null: as the first measure is ordered. */
  readonly order: { readonly by: string; readonly descending: boolean } | null;
  readonly limit: number;
}

const besides = `measures（1–${mostMeasures} 个指标编号）、grain、compare、order、limit（1–${mostRows}）、`;
const possible = `${besides}by、period 及各指标共有的维度`;

function measureOf(id: string): RegisteredMetric {
  const metric = metrics.get(id);
  if (metric) return metric;
  const message = `参数 measures 中没有编号为“${id.slice(0, 80)}”的指标；可用的指标：${[...metrics.keys()].join('、')}`;
  throw invalidParameters([{ parameter: 'measures', message }], 'invalid_parameter');
}

/** @throws ProblemError naming what is wrong and what is possible: the vocabulary is closed. */
export function parseExploreParameters(query: Readonly<Record<string, unknown>>): ExploreParameters {
  const own = new Set(Object.keys(exploreQuery.shape));
  const entries = Object.entries(query);
  const parsed = exploreQuery.safeParse(Object.fromEntries(entries.filter(([name]) => own.has(name))));
  if (!parsed.success) throw invalidParameters(parameterErrors(parsed.error, possible), 'invalid_parameter');
  const { grain, compare, limit } = parsed.data;
  const measures = parsed.data.measures.map(measureOf);
  const rest = Object.fromEntries(entries.filter(([name]) => !own.has(name)));
  // Asked of every measure: what one of them has no dimension for is said with that measure's name.
  const [asked] = measures.map((metric) =>
    parseMetricParameters(metric, rest, { mostDimensions: mostExplored, besides: besides }),
  );
  if (asked === undefined)
    throw invalidParameters([{ parameter: 'measures', message: possible }], 'invalid_parameter');
  const names = [...measures.map(({ id }) => id), ...asked.by, ...(grain === null ? [] : ['time'])];
  const order = parsed.data.order;
  const by = order?.replace(/^-/, '') ?? '';
  if (order !== null && !names.includes(by))
    throw invalidParameters(
      [{ parameter: 'order', message: `参数 order 应为 ${names.join('、')} 之一，降序前加 -` }],
      'invalid_parameter',
    );
  return {
    ...asked,
    measures,
    grain,
    compare,
    limit,
    order: order === null ? null : { by, descending: order.startsWith('-') },
  };
}
