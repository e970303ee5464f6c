import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { homeOf, type HousekeepingDeps } from './housekeeping.ts';
import type { JobRunLog, Jobs } from './api/contracts/jobs.ts';
import { minuteName, timezone } from './jobs/due.ts';
import { RunHistory } from './jobs/history.ts';
import { houseJobs, housePlans, jobIds, type JobId } from './jobs/house-jobs.ts';
import type { Job } from './jobs/job.ts';
import { overview, type JobOverview } from './jobs/overview.ts';
import { loadPlans } from './jobs/plan.ts';
import type { Run } from './jobs/run.ts';
import { Runner } from './jobs/runner.ts';
import { clockSince, Scheduler } from './jobs/scheduler.ts';
import { inProcess } from './jobs/task-process.ts';
import { WorkWatch } from './jobs/work-watch.ts';
import { readReceipts } from './warehouse/deliveries.ts';
import { readLastAttempt } from './warehouse/live.ts';
import { unbuiltChange } from './warehouse/unbuilt-change.ts';

const entry = join(import.meta.dirname, 'bin', 'task.mjs');
const lookEveryMs = 2_000;
const shownRuns = 50;

export interface ClockworkEvents {
  readonly onRun?: (run: Run) => void;
  readonly onError?: (error: unknown, job: string) => void;
}

/** The jobs of a home, put together: for the server, `npm run jobs` and the command line. */
export class Clockwork {
  readonly jobs: Readonly<Record<JobId, Job>>;
  readonly history: RunHistory;
  readonly #deps: HousekeepingDeps;
  readonly #runner: Runner;
  readonly #scheduler: Scheduler;
  readonly #watch: WorkWatch;

  private constructor(
    deps: HousekeepingDeps,
    jobs: Readonly<Record<JobId, Job>>,
    history: RunHistory,
    { onRun, onError = () => undefined }: ClockworkEvents,
  ) {
    const home = homeOf(deps);
    const { clock } = deps;
    this.#deps = deps;
    this.jobs = jobs;
    this.history = history;
    this.#runner = new Runner({ folder: home.jobs, history, clock, ...(onRun && { onRun }) });
    this.#scheduler = new Scheduler({
      folder: home.jobs,
      jobs: Object.values(jobs),
      runner: this.#runner,
      history,
      clock,
      onError,
    });
    this.#watch = new WorkWatch({
      home,
      ...jobs,
      runner: this.#runner,
      history,
      clock,
      quietMs: deps.settings.COCKPIT_QUIET_SECONDS * 1_000,
      unbuiltChange: async () => unbuiltChange(await readReceipts(home), await readLastAttempt(home)),
      onError,
    });
  }

  /** @throws JobPlanError when the office's own plans cannot be used */
  static async open(deps: HousekeepingDeps, events: ClockworkEvents = {}): Promise<Clockwork> {
    const home = homeOf(deps);
    const plans = await loadPlans(home.jobPlan, housePlans);
    const isBackedUp = deps.settings.COCKPIT_BACKUP_DIR !== undefined;
    const jobs = houseJobs(
      plans,
      (id) => (context) => inProcess(entry, [id, context.run.trigger])(context),
      isBackedUp ? {} : { backup: '没有设置 COCKPIT_BACKUP_DIR：请设为另一块磁盘上的文件夹' },
    );
    return new Clockwork(deps, jobs, new RunHistory(home.jobs), events);
  }

  async start(): Promise<void> {
    await this.#scheduler.start();
    this.#watch.start(lookEveryMs);
  }

  /** No more runs; what is under way comes to a safe point, or is killed, and goes on at the next start. */
  async close(): Promise<void> {
    this.#scheduler.stop();
    this.#watch.stop();
    await this.#runner.close();
  }

  /** Runs a job because somebody asks for it. */
  async runNow(id: JobId): Promise<Run | null> {
    const at = this.#deps.clock();
    const key = `by-hand-${minuteName(at)}-${randomUUID().slice(0, 8)}`;
    return this.#runner.run(this.jobs[id], { key, trigger: 'person', dueAt: null });
  }

  /** What the API shows: the newest runs, however many there are. */
  async known(): Promise<Jobs> {
    const all = await this.overview();
    const runs = (await this.history.list()).slice(0, shownRuns);
    return {
      timezone,
      jobs: all.map(({ job, state, nextAt, lateSince, lastRun, lastDone }) => ({
        id: job.id,
        title: job.title,
        purpose: job.purpose,
        state,
        schedule: job.plan.schedule,
        nextAt: nextAt?.toISOString() ?? null,
        lateSince: lateSince?.toISOString() ?? null,
        unavailable: job.plan.enabled ? job.unavailable : '已在 jobs.json 里停用',
        lastRun,
        lastDoneAt: lastDone?.finishedAt ?? null,
      })),
      runs: [...runs],
    };
  }

  /** A run with its log, for the API; null when there is none. */
  async runWithLog(id: string): Promise<JobRunLog | null> {
    const run = await this.history.find(id);
    return run === null ? null : { run, log: [...(await this.history.logOf(id))] };
  }

  async overview(): Promise<readonly JobOverview[]> {
    const since = await clockSince(homeOf(this.#deps).jobs);
    return overview(
      jobIds.map((id) => this.jobs[id]),
      await this.history.list(),
      since,
      this.#deps.clock(),
    );
  }
}
