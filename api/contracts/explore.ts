import { z } from 'zod';
import { originSchema } from './builds.ts';
import { dimensionSchema, metricSchema } from './metrics.ts';

export const grainSchema = z.enum(['month', 'quarter', 'year']);
export const comparisonSchema = z.enum(['previous_year', 'previous_build', 'plan']);

export const exploredValueSchema = z.object({
  value: z.number().nullable(),
  /** The same a year before, in the build before, or the year's plan; null: nothing to compare with. */
  compared: z.number().nullable(),
});

const spokenMonths = {
  /** From the first month to the last; null: nothing is said, or it is said of years. */
  period: z.object({ from: z.string(), to: z.string() }).nullable(),
  /** The months added up; of a value that stands for the year so far or the end of a month, that month. */
  months: z.array(z.string()),
};

/** What a measure speaks of in one step of time. */
export const exploredStepSchema = z.object({
  /** As in the rows: `2026-Q4`; null without a grain. */
  time: z.string().nullable(),
  ...spokenMonths,
  /** Whether the values speak of all the months asked for; false: the step is unfinished, or has gaps. */
  isWhole: z.boolean(),
  /** The other side; null where nothing is compared. `isLike`: both speak of the same months; a plan is of a year. */
  compared: z.object({ ...spokenMonths, isLike: z.boolean() }).nullable(),
});

/** `GET /api/v1/explore?measures=&by=&grain=&period=&compare=&order=&limit=&<dimension>=` */
export const explorationSchema = z.object({
  build: z.string(),
  measures: z.array(metricSchema),
  by: z.array(dimensionSchema),
  grain: grainSchema.nullable(),
  /** As it was asked for; null: the latest of each measure, see `spoken`. */
  period: z.string().nullable(),
  filters: z.partialRecord(dimensionSchema, z.array(z.string())),
  /** `name` in Chinese: 上年同期 · 上一构建 · 全年计划; `build`: the one compared with, null where none is kept. */
  comparison: z.object({ kind: comparisonSchema, name: z.string(), build: z.string().nullable() }).nullable(),
  /** The oldest day up to which all measures speak (数据截至); null where none is dated. */
  asOf: z.iso.date().nullable(),
  origins: z.array(originSchema),
  /** By measure: the months it speaks of and is compared with, step by step, and where its numbers come from. */
  spoken: z.record(
    z.string(),
    z.object({
      asOf: z.iso.date().nullable(),
      origins: z.array(originSchema),
      steps: z.array(exploredStepSchema),
      /** What has to be known of the months to read the values, in Chinese; null: nothing. */
      note: z.string().nullable(),
    }),
  ),
  /** All rows there are; fewer are given when `limit` says so. */
  total: z.int().nonnegative(),
  /** All rows that either side has. */
  rows: z.array(
    z.object({
      /** `2026-09`, `2026-Q3` or `2026`; null without a grain. */
      time: z.string().nullable(),
      key: z.partialRecord(dimensionSchema, z.string().nullable()),
      label: z.partialRecord(dimensionSchema, z.string().nullable()),
      /** By measure. */
      values: z.record(z.string(), exploredValueSchema),
    }),
  ),
});
export type Exploration = z.infer<typeof explorationSchema>;
