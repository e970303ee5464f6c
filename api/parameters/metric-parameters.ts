import { z } from 'zod';
import {
  dimensionNames,
  dimensions,
  type Dimension,
  type MetricDefinition,
} from '../../warehouse/metrics/definition.ts';
import { periodSchema } from '../contracts/metrics.ts';
import { invalidParameters } from '../problem.ts';
import { once, parameterErrors, several, single } from './query-text.ts';

/** What is asked of a metric, in one form whatever the order of the query string. */
export interface MetricParameters {
  readonly by: Dimension[];
  readonly period: string | null;
  readonly filters: Partial<Record<Dimension, string[]>>;
}

/** What a tile or a table of one metric is broken down by at most. */
const usualDimensions = 2;

const isDimension = (name: string): name is Dimension => (dimensions as readonly string[]).includes(name);
const named = (dimension: Dimension) => `${dimension}（${dimensionNames[dimension]}）`;

/** Whose values may hold a comma: a page's address or a heading copied as published. */
const undivided: ReadonlySet<Dimension> = new Set<Dimension>(['source_url', 'topic', 'item']);

function bySchema(metric: MetricDefinition, mostDimensions: number) {
  const own = metric.dimensions;
  const asked = z
    .string()
    .trim()
    .refine((name) => (own as readonly string[]).includes(name), {
      params: { foreign: true },
      error: (issue) =>
        `的“${String(issue.input).slice(0, 80)}”不是指标“${metric.name}”的维度；可用的维度：${own.map(named).join('、')}`,
    });
  return once
    .transform((text) => text.split(/[,，]/))
    .pipe(z.array(asked))
    .refine(
      (names) => names.length <= mostDimensions,
      `最多 ${mostDimensions} 个维度；其余请作为筛选条件，例如 area=330300-CL`,
    )
    .refine((names) => new Set(names).size === names.length, '中有重复的维度；请每个只写一次')
    .transform((names) => names.filter(isDimension));
}

/** The parameters a metric takes: what it has no dimension for is an error, not silently left out. */
function parametersSchema(metric: MetricDefinition, mostDimensions: number) {
  const filters = metric.dimensions.filter((dimension) => dimension !== 'period');
  const shape: Record<string, z.ZodType<string[] | undefined>> = {};
  for (const dimension of filters)
    shape[dimension] = (undivided.has(dimension) ? single : several).optional();
  const period = metric.dimensions.includes('period') ? { period: once.pipe(periodSchema).optional() } : {};
  return {
    filters,
    schema: z.strictObject({ by: bySchema(metric, mostDimensions).optional(), ...period, ...shape }),
  };
}

/** Whether what is wrong is a dimension that the metric does not have. */
function namesForeignDimension(issue: z.core.$ZodIssue, metric: MetricDefinition): boolean {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.some((key) => isDimension(key) && !metric.dimensions.includes(key));
  return issue.code === 'custom' && issue.params?.foreign === true;
}

interface Breakdown {
  readonly mostDimensions?: number;
  /** What else may be asked where these are asked, to be named beside them: `grain、`. */
  readonly besides?: string;
}

/** @throws ProblemError naming everything that is wrong at once, and what is possible. */
export function parseMetricParameters(
  metric: MetricDefinition,
  query: unknown,
  { mostDimensions = usualDimensions, besides = '' }: Breakdown = {},
): MetricParameters {
  const { filters, schema } = parametersSchema(metric, mostDimensions);
  const parsed = schema.safeParse(query);
  if (!parsed.success) {
    const possible = `${besides}by（最多 ${mostDimensions} 个维度）、${metric.dimensions.map(named).join('、')}`;
    const errors = parameterErrors(parsed.error, possible);
    const foreign = parsed.error.issues.some((issue) => namesForeignDimension(issue, metric));
    throw invalidParameters(errors, foreign ? 'unsupported_dimension' : 'invalid_parameter');
  }
  const given: Readonly<Record<string, unknown>> = parsed.data;
  return {
    by: parsed.data.by ?? [],
    period: typeof given.period === 'string' ? given.period : null,
    filters: Object.fromEntries(
      filters.flatMap((dimension) =>
        Array.isArray(given[dimension]) ? [[dimension, given[dimension]]] : [],
      ),
    ),
  };
}
