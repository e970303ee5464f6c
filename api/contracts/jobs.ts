import { z } from 'zod';

export const jobRunSchema = z.object({
  id: z.string(),
  job: z.string(),
  /** What the run was for; nothing runs twice for the same key of a job. */
  key: z.string(),
  trigger: z.enum(['schedule', 'watch', 'missed', 'person']),
  dueAt: z.iso.datetime().nullable(),
  state: z.enum(['running', 'done', 'failed', 'stopped', 'interrupted', 'skipped']),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  attempts: z.int().nonnegative(),
  message: z.string(),
});
export type JobRun = z.infer<typeof jobRunSchema>;

export const jobSchema = z.object({
  id: z.string(),
  title: z.string(),
  purpose: z.string(),
  /** waiting: nothing to do now · late: its time has passed · failing: its last run came to no good end · off: not set up. */
  state: z.enum(['waiting', 'running', 'late', 'failing', 'off']),
  /** Five fields of cron, in Asia/Shanghai; null: when there is something to do. */
  schedule: z.string().nullable(),
  nextAt: z.iso.datetime().nullable(),
  lateSince: z.iso.datetime().nullable(),
  /** Why it cannot run as things are set up. */
  unavailable: z.string().nullable(),
  lastRun: jobRunSchema.nullable(),
  lastDoneAt: z.iso.datetime().nullable(),
});
export type Job = z.infer<typeof jobSchema>;

/** `GET /api/v1/jobs`: how the clock's jobs stand, and their last runs, the newest first. */
export const jobsSchema = z.object({
  timezone: z.string(),
  jobs: z.array(jobSchema),
  runs: z.array(jobRunSchema),
});
export type Jobs = z.infer<typeof jobsSchema>;

/** `GET /api/v1/jobs/runs/{id}`: a run with its log. */
export const jobRunLogSchema = z.object({ run: jobRunSchema, log: z.array(z.string()) });
export type JobRunLog = z.infer<typeof jobRunLogSchema>;
