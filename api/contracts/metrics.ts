import { z } from 'zod';
import { originSchema } from './builds.ts';

/** What a metric can be broken down by or filtered on. */
export const dimensionSchema = z.enum([
  'period',
  'area',
  'account',
  'department',
  'function',
  'revenue_item',
  'tax_kind',
  'industry',
  'debt_kind',
  'transfer_kind',
  'economic',
  'key_project',
  'project_stage',
  'sector',
  'territory',
  'indicator',
  'tier',
  'enterprise',
  'land_use',
  'category',
  'station',
  'channel',
  'version',
  'side',
  'year',
  'published_area',
  'published_period',
  'topic',
  'item',
  'source_url',
  'suggestion_category',
  'result_class',
  'handler_role',
  'draft',
  'author_kind',
  'topic_kind',
  'livelihood_field',
  'livelihood_project',
  'livelihood_stage',
  'idea_source',
  'evaluated_by',
  'review_head',
  'township',
  'opinion_kind',
  'opinion_topic',
  'severity',
  'warning_rule',
  'peer_group',
  'band',
  'pillar',
]);
export type Dimension = z.infer<typeof dimensionSchema>;

/** `yuan`: money · `ratio`: a fraction, 0.531 is 53.1 % · `points`: a difference of ratios · `count`: a number of things · `days`: an average of days · `score`: an average of scores of 0–100 · `square_metre`: land. */
export const metricUnitSchema = z.enum(['yuan', 'ratio', 'points', 'count', 'days', 'score', 'square_metre']);

/** One definition of the registry. */
export const metricSchema = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  unit: metricUnitSchema,
  /** 口径: what is counted and what is not, in Chinese. */
  definition: z.string(),
  /** The formula in words, Chinese. */
  formula: z.string(),
  /** flow: months add up · cumulative: the value of the last month stands for the year so far · stock: the state at the end · annual: one value a year. */
  time: z.enum(['flow', 'cumulative', 'stock', 'annual']),
  direction: z.enum(['higher', 'lower', 'neither']),
  dimensions: z.array(dimensionSchema),
  /** Dimensions that must be filtered on or broken down by, for instance the account: the four are never added up. */
  required: z.array(dimensionSchema),
  /** Contract ids. */
  sources: z.array(z.string()),
  owner: z.string(),
  legalBasis: z.string().nullable(),
  /** Dimensions over which its parts add up to the whole; for a ratio the parts are numerator and denominator. */
  additiveOver: z.array(dimensionSchema),
  /**
   * Where it begins to call for somebody, as its build was made with, and the warning rule whose thresholds these
   * are (null: the screen marks it, nothing warns by it). Red below yellow: less is worse. Null: nothing judges it.
   */
  thresholds: z.object({ rule: z.string().nullable(), yellow: z.number(), red: z.number() }).nullable(),
  /** The version of the house it came with. */
  since: z.string(),
});
export type Metric = z.infer<typeof metricSchema>;

/** `GET /api/v1/metrics` */
export const metricListSchema = z.object({ build: z.string(), metrics: z.array(metricSchema) });
export type MetricList = z.infer<typeof metricListSchema>;

const month = /\d{4}-(0[1-9]|1[0-2])/;
/** `2026`, `2026-H1`, `2026-Q3`, `2026-09`, or a range of months `2023-01..2026-10`. */
export const periodSchema = z
  .string()
  .regex(
    new RegExp(`^(\\d{4}(-H[12]|-Q[1-4])?|${month.source}|${month.source}\\.\\.${month.source})$`),
    '时期应写作 2026、2026-H1、2026-Q3、2026-09 或 2023-01..2026-10',
  );

export const metricRowSchema = z.object({
  /** The code of each dimension asked for; null where the row has none. */
  key: z.partialRecord(dimensionSchema, z.string().nullable()),
  /** Its name, for people. */
  label: z.partialRecord(dimensionSchema, z.string().nullable()),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  /** ok · no_data: no row speaks of it · undefined: a ratio whose denominator is zero. */
  status: z.enum(['ok', 'no_data', 'undefined']),
});
export type MetricRow = z.infer<typeof metricRowSchema>;

/** `GET /api/v1/metrics/{id}?by=&period=&area=&<dimension>=` */
export const metricValuesSchema = z.object({
  metric: metricSchema,
  build: z.string(),
  /** The months the values speak of, both ends included; null for a metric without time. */
  period: z.object({ from: z.string(), to: z.string() }).nullable(),
  by: z.array(dimensionSchema),
  filters: z.partialRecord(dimensionSchema, z.array(z.string())),
  asOf: z.iso.date().nullable(),
  origins: z.array(originSchema),
  rows: z.array(metricRowSchema),
});
export type MetricValues = z.infer<typeof metricValuesSchema>;

/** `GET /api/v1/metrics/{id}/lineage`, with the same parameters as the values. */
export const lineageSchema = z.object({
  metric: metricSchema,
  build: z.string(),
  /** The statement that made the values, and the values bound to it. */
  sql: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.null(), z.array(z.string())])),
  /** The models it reads, upstream first. */
  models: z.array(z.object({ name: z.string(), purpose: z.string(), sql: z.string() })),
  /** The batches that hold rows of these models for the period asked for, newest first. */
  batches: z.array(
    z.object({
      batch: z.string(),
      contract: z.string(),
      layout: z.string(),
      fileName: z.string(),
      sheet: z.string().nullable(),
      sha256: z.string(),
      receivedAt: z.iso.datetime(),
      rows: z.int().nonnegative(),
      rejected: z.int().nonnegative(),
      origin: originSchema,
    }),
  ),
  /** Public pages, for published figures. */
  pages: z.array(z.object({ url: z.string(), title: z.string().nullable() })),
});
export type Lineage = z.infer<typeof lineageSchema>;
