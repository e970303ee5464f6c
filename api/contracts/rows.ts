import { z } from 'zod';
import { dimensionSchema, metricSchema } from './metrics.ts';

export const metricPartSchema = z.enum(['numerator', 'denominator']);

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One row of a delivered file, and what it adds. */
export const ledgerRowSchema = z.object({
  batch: z.string(),
  fileName: z.string().nullable(),
  sheet: z.string().nullable(),
  /** Row of the sheet or line of the file, counted from 1. */
  row: z.int().nonnegative(),
  contribution: z.number(),
  cells: z.record(z.string(), cellSchema),
});

/** `GET /api/v1/metrics/{id}/rows?part=&ledger=&limit=&after=&period=&<dimension>=` */
export const metricRowsSchema = z.object({
  metric: metricSchema,
  build: z.string(),
  period: z.object({ from: z.string(), to: z.string() }).nullable(),
  filters: z.partialRecord(dimensionSchema, z.array(z.string())),
  part: metricPartSchema,
  ledger: z.object({ name: z.string(), title: z.string() }),
  /** The ledgers whose rows together make up the part. */
  ledgers: z.array(z.object({ name: z.string(), title: z.string() })),
  /** Of all rows of the ledger, not of the page. */
  total: z.object({ rows: z.int().nonnegative(), contribution: z.number() }),
  columns: z.array(z.object({ name: z.string(), title: z.string() })),
  rows: z.array(ledgerRowSchema),
  /** What `after` has to be for the next page; null on the last. */
  next: z.string().nullable(),
});
export type MetricRows = z.infer<typeof metricRowsSchema>;
