import { z } from 'zod';
import { dimensionSchema, metricSchema } from './metrics.ts';

export const grainSchema = z.enum(['month', 'quarter', 'year']);
export const comparisonSchema = z.enum(['previous_year', 'previous_build', 'plan']);

export const exploredValueSchema = z.object({
  value: z.number().nullable(),
  /** The same a year before, in the build before, or the year's plan; null: nothing to compare with. */
  compared: z.number().nullable(),
});

/** `GET /api/v1/explore?measures=&by=&grain=&period=&compare=&order=&limit=&<dimension>=` */
export const explorationSchema = z.object({
  build: z.string(),
  measures: z.array(metricSchema),
  by: z.array(dimensionSchema),
  grain: grainSchema.nullable(),
  period: z.string().nullable(),
  filters: z.partialRecord(dimensionSchema, z.array(z.string())),
  comparison: z.object({ kind: comparisonSchema, build: z.string().nullable() }).nullable(),
  /** All rows there are; fewer are given when `limit` says so. */
  total: z.int().nonnegative(),
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
