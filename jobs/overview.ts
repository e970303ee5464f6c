import { lastDue, nextDue } from './due.ts';
import type { Job } from './job.ts';
import type { Run } from './run.ts';
import { scheduleOf } from './scheduler.ts';

/** A run may begin this much after its time before it counts as late. */
const graceMs = 5 * 60_000;

export type JobState = 'waiting' | 'running' | 'late' | 'failing' | 'off';

export interface JobOverview {
  readonly job: Job;
  /** off: not set up, or switched off · failing: its last run came to no good end · late: its time has passed. */
  readonly state: JobState;
  readonly nextAt: Date | null;
  /** Since when it is late. */
  readonly lateSince: Date | null;
  readonly lastRun: Run | null;
  readonly lastDone: Run | null;
}

/** How each job stands. `runs`: of all jobs, newest first. `since`: since when the home has had a clock. */
export function overview(
  jobs: readonly Job[],
  runs: readonly Run[],
  since: Date | null,
  at: Date,
): readonly JobOverview[] {
  return jobs.map((job) => {
    const own = runs.filter((run) => run.job === job.id);
    const lastRun = own.find(({ state }) => state !== 'skipped') ?? null;
    const lastDone = own.find(({ state }) => state === 'done') ?? null;
    const schedule = scheduleOf(job);
    const nextAt = schedule === null ? null : nextDue(schedule, at);
    const lateSince = schedule === null ? null : lateFrom(job, schedule, own, since, at);
    const facts = { job, nextAt, lateSince, lastRun, lastDone };
    return { ...facts, state: stateOf(facts) };
  });
}

/** Its last time, when that has passed and nothing came of it; a job that skips what it missed is never late. */
function lateFrom(job: Job, schedule: string, own: readonly Run[], since: Date | null, at: Date) {
  if (since === null || job.plan.missed === 'skip') return null;
  const due = lastDue(schedule, new Date(at.getTime() - graceMs));
  if (due === null || due < since) return null;
  const isSeenTo = own.some(
    ({ state, startedAt }) => state === 'done' && Date.parse(startedAt) >= due.getTime(),
  );
  return isSeenTo ? null : due;
}

function stateOf({ job, lateSince, lastRun }: Omit<JobOverview, 'state' | 'nextAt' | 'lastDone'>): JobState {
  if (!job.plan.enabled || job.unavailable !== null) return 'off';
  if (lastRun?.state === 'running') return 'running';
  if (lastRun?.state === 'failed' || lastRun?.state === 'stopped') return 'failing';
  return lateSince === null ? 'waiting' : 'late';
}
