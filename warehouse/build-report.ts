import { z } from 'zod';
import { originSchema } from './deliveries.ts';

/** One dataset of a build: how much of it is in force, and up to when it speaks. */
export const datasetReportSchema = z.object({
  contract: z.string(),
  title: z.string(),
  owner: z.string(),
  asOf: z.iso.date().nullable(),
  receivedAt: z.iso.datetime().nullable(),
  batches: z.int().nonnegative(),
  rows: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  origins: z.array(originSchema),
});
export type DatasetReport = z.infer<typeof datasetReportSchema>;

export const checkResultSchema = z.object({
  check: z.string(),
  title: z.string(),
  offending: z.int().nonnegative(),
  rows: z.array(z.record(z.string(), z.string().nullable())),
});
export type CheckResult = z.infer<typeof checkResultSchema>;

/** `warehouse-<build>.json`: what a published build was made of and what is in it. */
export const buildReportSchema = z.object({
  id: z.string(),
  builtAt: z.iso.datetime(),
  seconds: z.number().nonnegative(),
  /** SHA-256 over the batches in force: equal inputs, equal tables. */
  inputs: z.string(),
  datasets: z.array(datasetReportSchema),
  /** `hash` does not depend on the order of rows. */
  tables: z.array(z.object({ name: z.string(), rows: z.int().nonnegative(), hash: z.string() })),
  checks: z.array(z.string()),
});
export type BuildReport = z.infer<typeof buildReportSchema>;

/** The rows of a build: those delivered that are in force, over all datasets; not what its tables are made to hold. */
export const rowsInForce = ({ datasets }: Pick<BuildReport, 'datasets'>): number =>
  datasets.reduce((sum, { rows }) => sum + rows, 0);

/** `last-attempt.json` */
export const lastAttemptSchema = z.object({
  state: z.enum(['published', 'failed']),
  at: z.iso.datetime(),
  message: z.string(),
  failedChecks: z.array(checkResultSchema),
});
export type LastAttempt = z.infer<typeof lastAttemptSchema>;

/** `current.json` */
export const currentSchema = z.object({ build: z.string(), publishedAt: z.iso.datetime() });
