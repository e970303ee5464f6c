import { createTask } from 'node-cron';
import { readJson, writeJson } from '../warehouse/home.ts';
import { z } from 'zod';
import { join } from 'node:path';
import { lastDue, minuteName, timezone } from './due.ts';
import type { RunHistory } from './history.ts';
import type { Job } from './job.ts';
import type { Run } from './run.ts';
import type { Runner } from './runner.ts';

/** How often times that nobody rang for are looked for: the machine slept, or another server died over a run. */
const lookBackEveryMs = 60_000;

export interface ClockEffects {
  /** Rings at every moment the pattern is due, in the offices' time. */
  readonly at: (pattern: string, ring: (moment: Date) => void) => { readonly stop: () => void };
  /** Rings again and again. */
  readonly every: (ms: number, ring: () => void) => { readonly stop: () => void };
}

export const realClock: ClockEffects = {
  at: (pattern, ring) => {
    const task = createTask(pattern, ({ date }) => ring(date), { timezone, suppressMissedWarning: true });
    void task.start();
    return { stop: () => void task.destroy() };
  },
  every: (ms, ring) => {
    const timer = setInterval(ring, ms);
    return { stop: () => clearInterval(timer) };
  },
};

export interface SchedulerOptions {
  readonly folder: string;
  readonly jobs: readonly Job[];
  readonly runner: Runner;
  readonly history: RunHistory;
  readonly clock: () => Date;
  readonly onError: (error: unknown, job: string) => void;
  readonly effects?: ClockEffects;
}

const sinceSchema = z.object({ since: z.iso.datetime() });
const sinceFile = (folder: string): string => join(folder, 'since.json');

/** Since when the home has had a clock: what was due before was not missed. Null: it has none yet. */
export async function clockSince(folder: string): Promise<Date | null> {
  const parsed = sinceSchema.safeParse(await readJson(sinceFile(folder)).catch(() => null));
  return parsed.success ? new Date(parsed.data.since) : null;
}

/** When a job rings by itself; null: never, as things are set up. */
export const scheduleOf = ({ plan, unavailable }: Job): string | null =>
  plan.enabled && unavailable === null ? plan.schedule : null;

/** Keeps the clock: runs what is due, catches up on what was missed, and goes on with what was interrupted. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #running: { readonly stop: () => void }[] = [];
  /** Runs that were begun here, or wait for the one before. */
  readonly #rung = new Set<string>();
  #since: Date | null = null;
  #lookingBack: Promise<void> | null = null;

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { folder, jobs, clock, effects = realClock } = this.#options;
    this.#since = await clockSince(folder);
    if (this.#since === null) {
      this.#since = clock();
      await writeJson(sinceFile(folder), { since: this.#since.toISOString() });
    }
    for (const job of jobs) {
      const schedule = scheduleOf(job);
      if (schedule !== null)
        this.#running.push(effects.at(schedule, (moment) => void this.#ring(job, moment, 'schedule')));
    }
    this.#running.push(effects.every(lookBackEveryMs, () => void this.lookBack()));
    void this.lookBack();
  }

  stop(): void {
    for (const { stop } of this.#running.splice(0)) stop();
  }

  /** Goes on with what was interrupted, and sees to the last time of each job, if nobody has. */
  lookBack(): Promise<void> {
    this.#lookingBack ??= this.#lookBack().finally(() => {
      this.#lookingBack = null;
    });
    return this.#lookingBack;
  }

  async #lookBack(): Promise<void> {
    const { jobs, runner, onError } = this.#options;
    for (const job of jobs.filter(({ plan, unavailable }) => plan.enabled && unavailable === null)) {
      try {
        if (job.plan.missed === 'catch-up') await runner.recover(job);
        await this.#catchUp(job);
      } catch (error) {
        onError(error, job.id);
      }
    }
  }

  async #catchUp(job: Job): Promise<void> {
    const { history, clock } = this.#options;
    const { missed } = job.plan;
    const schedule = scheduleOf(job);
    if (schedule === null || this.#since === null) return;
    const due = lastDue(schedule, clock());
    if (due === null || due < this.#since) return;
    const id = `${job.id}.${minuteName(due)}`;
    if (this.#rung.has(id) || (await history.find(id)) !== null) return;
    // A bell that rings this minute is not missed yet.
    if (clock().getTime() - due.getTime() < lookBackEveryMs) return;
    if (missed === 'catch-up') await this.#ring(job, due, 'missed');
    else await history.claim(skippedRun(job, due, clock()));
  }

  async #ring(job: Job, moment: Date, trigger: 'schedule' | 'missed'): Promise<void> {
    const { runner, onError } = this.#options;
    const dueAt = new Date(Math.floor(moment.getTime() / 60_000) * 60_000);
    const key = minuteName(dueAt);
    this.#rung.add(`${job.id}.${key}`);
    try {
      await runner.run(job, { key, trigger, dueAt });
    } catch (error) {
      onError(error, job.id);
    } finally {
      this.#rung.delete(`${job.id}.${key}`);
    }
  }
}

function skippedRun(job: Job, due: Date, at: Date): Run {
  const key = minuteName(due);
  return {
    id: `${job.id}.${key}`,
    job: job.id,
    key,
    trigger: 'missed',
    dueAt: due.toISOString(),
    state: 'skipped',
    startedAt: at.toISOString(),
    finishedAt: at.toISOString(),
    attempts: 0,
    message: '到点时没有服务在运行；按策略不补做',
    outputs: {},
  };
}
