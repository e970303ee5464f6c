import { z } from 'zod';

/**
 * running: under way, or its process has died · done · failed: it will not be tried again by itself · stopped: at its
 * limit of time · interrupted: the process ended under it; it goes on at the next start · skipped: never begun.
 */
export const runStateSchema = z.enum(['running', 'done', 'failed', 'stopped', 'interrupted', 'skipped']);
export type RunState = z.infer<typeof runStateSchema>;

/** Why a job ran: its time came · something to do was found · its time was missed · somebody asked. */
export const triggerSchema = z.enum(['schedule', 'watch', 'missed', 'person']);
export type Trigger = z.infer<typeof triggerSchema>;

export const outputsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()]),
);
export type Outputs = z.infer<typeof outputsSchema>;

/** One run of a job: `jobs/runs/<id>.json`. */
export const runSchema = z.object({
  /** `<job>.<key>`, so that the name of the file is the claim on the key. */
  id: z.string(),
  job: z.string(),
  /** What the run is for. Nothing runs twice for the same key of a job. */
  key: z.string(),
  trigger: triggerSchema,
  /** The moment it was due; null when it was not a matter of time. */
  dueAt: z.iso.datetime().nullable(),
  state: runStateSchema,
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** How often it was begun: retries, and starts after an interruption. */
  attempts: z.int().nonnegative(),
  /** What came of it, in a line for a person. */
  message: z.string(),
  outputs: outputsSchema,
});
export type Run = z.infer<typeof runSchema>;

/** Nothing more will come of it. */
export const isOver = ({ state }: Pick<Run, 'state'>): boolean =>
  state !== 'running' && state !== 'interrupted';
