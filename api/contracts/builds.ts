import { z } from 'zod';

/** Where numbers come from: generated for the demonstration, copied from public pages, or delivered. */
export const originSchema = z.enum(['sample', 'published', 'delivered']);
export type Origin = z.infer<typeof originSchema>;

/** One dataset of the build: how much of it there is, and up to when it speaks. */
export const datasetSchema = z.object({
  contract: z.string(),
  title: z.string(),
  owner: z.string(),
  /** Last day the data speak of (数据截至); null for an undated register. */
  asOf: z.iso.date().nullable(),
  receivedAt: z.iso.datetime().nullable(),
  batches: z.int().nonnegative(),
  rows: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  origins: z.array(originSchema),
});

export const failedCheckSchema = z.object({
  check: z.string(),
  title: z.string(),
  offending: z.int().positive(),
  /** The first offending rows, as text by column. */
  rows: z.array(z.record(z.string(), z.string().nullable())),
});

export const lastAttemptSchema = z.object({
  state: z.enum(['published', 'failed']),
  at: z.iso.datetime(),
  message: z.string(),
  failedChecks: z.array(failedCheckSchema),
});

/** `GET /api/v1/builds/current` */
export const currentBuildSchema = z.object({
  build: z.object({
    id: z.string(),
    builtAt: z.iso.datetime(),
    seconds: z.number().nonnegative(),
    /** Rows in force, over all datasets. */
    rows: z.int().nonnegative(),
    tables: z.int().nonnegative(),
    checksPassed: z.int().nonnegative(),
  }),
  /** The oldest of the dated datasets' `asOf`: up to here every number is complete. */
  completeTo: z.iso.date().nullable(),
  /** The newest of the dated datasets' `asOf`. */
  asOf: z.iso.date().nullable(),
  origins: z.array(originSchema),
  datasets: z.array(datasetSchema),
  /** The last try to build; `failed` means that the numbers shown are of an earlier build. */
  lastAttempt: lastAttemptSchema,
});
export type CurrentBuild = z.infer<typeof currentBuildSchema>;

/** `GET /api/v1/builds`: the builds that are kept, newest first; any of them can be read with `?build=`. */
export const buildListSchema = z.object({
  served: z.string().nullable(),
  builds: z.array(
    z.object({
      id: z.string(),
      builtAt: z.iso.datetime(),
      rows: z.int().nonnegative(),
      /** The newest of the dated datasets' `asOf`. */
      asOf: z.iso.date().nullable(),
      batches: z.int().nonnegative(),
    }),
  ),
});
export type BuildList = z.infer<typeof buildListSchema>;

/** `GET /api/v1/builds/{a}/diff/{b}`: what b says otherwise than a, in the months of whichever speaks later. */
export const buildDiffSchema = z.object({
  before: z.string(),
  after: z.string(),
  /** Metrics that were looked at, and those that were not: never added up, or not in the earlier build yet. */
  compared: z.int().nonnegative(),
  notCompared: z.array(z.string()),
  metrics: z.array(
    z.object({
      metric: z.string(),
      name: z.string(),
      /** The months both were asked for: the latest of the build that speaks later; null for an annual metric. */
      period: z.object({ from: z.string(), to: z.string() }).nullable(),
      /** The months each build's values speak of; null: it says nothing of them, or speaks of years. */
      spoken: z.object({
        before: z.object({ from: z.string(), to: z.string() }).nullable(),
        after: z.object({ from: z.string(), to: z.string() }).nullable(),
      }),
      /** By what must be broken down by; empty for a metric that is one number. */
      key: z.record(z.string(), z.string().nullable()),
      label: z.record(z.string(), z.string().nullable()),
      before: z.number().nullable(),
      after: z.number().nullable(),
      /** The moved batches of the datasets it reads, of the months and years it speaks of; none: the definition changed. */
      batches: z.array(z.string()),
    }),
  ),
  batches: z.array(
    z.object({
      batch: z.string(),
      contract: z.string(),
      fileName: z.string(),
      receivedAt: z.iso.datetime(),
      /** added · removed · repartitioned: in force with other parts than before. */
      change: z.enum(['added', 'removed', 'repartitioned']),
      /** Its partitions that are in force in one of the builds only: months, years or what divides the dataset. */
      partitions: z.array(z.string()),
    }),
  ),
});
export type BuildDiff = z.infer<typeof buildDiffSchema>;
