import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { tryLock, type FileLock } from '../warehouse/file-lock.ts';
import type { RunHistory } from './history.ts';
import { TaskFailure, type Job, type TaskResult } from './job.ts';
import type { Run, RunState, Trigger } from './run.ts';

/** How often a run that a dead process left is begun again before it counts as failed. */
const mostStarts = 3;
const lockAgainMs = 500;
/** How long a task may take to come to a safe point once it is told to stop. */
const stopWithinMs = 8_000;
const waitGrowth = 3;

export interface RunnerOptions {
  readonly folder: string;
  readonly history: RunHistory;
  readonly clock: () => Date;
  /** Told of every run that begins and ends. */
  readonly onRun?: (run: Run) => void;
  readonly effects?: RunnerEffects;
}

export interface RunnerEffects {
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const realEffects: RunnerEffects = {
  wait: async (ms, signal) => {
    await wait(ms, undefined, { signal });
  },
};

export interface Asked {
  readonly key: string;
  readonly trigger: Trigger;
  readonly dueAt: Date | null;
}

/** How the work on a run ended, as its record tells it. */
type Ending = Pick<Run, 'state' | 'message' | 'outputs'>;

class Stopped extends Error {
  readonly state: RunState;
  constructor(state: RunState, message: string) {
    super(message);
    this.state = state;
  }
}

/**
 * Runs jobs: one run of a job at a time, over all processes, by a lock of the job that dies with its process; one run
 * of a key ever, by the history. Who finds the lock taken waits: when it is free, the key has been claimed, or not.
 */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #closing = new AbortController();
  readonly #active = new Set<Promise<unknown>>();

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /** The run it came to; null when the key was another's, or when the process is ending. */
  run(job: Job, asked: Asked): Promise<Run | null> {
    return this.#track(this.#claimAndRun(job, asked));
  }

  /** Goes on with what a process that died left of a job; nothing when somebody else is at it. */
  async recover(job: Job): Promise<void> {
    await this.#track(this.#recover(job));
  }

  /** Asks what is under way to stop, and waits for it. */
  async close(): Promise<void> {
    this.#closing.abort(new Stopped('interrupted', '服务停止；下次启动时继续'));
    await Promise.allSettled(this.#active);
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#active.add(work);
    void work.then(
      () => this.#active.delete(work),
      () => this.#active.delete(work),
    );
    return work;
  }

  async #claimAndRun(job: Job, { key, trigger, dueAt }: Asked): Promise<Run | null> {
    const id = `${job.id}.${key}`;
    const { history, clock } = this.#options;
    if ((await history.find(id)) !== null) return null;
    const lock = await this.#lockOf(job, job.plan.limitSeconds * 1_000);
    if (this.#closing.signal.aborted) {
      if (lock !== null) lock.release();
      return null;
    }
    const run: Run = {
      id,
      job: job.id,
      key,
      trigger,
      dueAt: dueAt?.toISOString() ?? null,
      state: 'running',
      startedAt: clock().toISOString(),
      finishedAt: null,
      attempts: 0,
      message: '',
      outputs: {},
    };
    if (lock === null) {
      const message = `上一次还没有结束，等了 ${job.plan.limitSeconds} 秒，这一次不做了`;
      const skipped: Run = { ...run, state: 'skipped', finishedAt: run.startedAt, message };
      return (await history.claim(skipped)) ? skipped : null;
    }
    const held: { lock: FileLock | null } = { lock };
    try {
      return (await history.claim(run)) ? await this.#work(job, run, held) : null;
    } finally {
      held.lock?.release();
    }
  }

  async #recover(job: Job): Promise<void> {
    const { history } = this.#options;
    const left = (await history.list(job.id)).filter(
      ({ state }) => state === 'running' || state === 'interrupted',
    );
    if (left.length === 0) return;
    const lock = await this.#lockOf(job, 0);
    if (lock === null) return;
    const held: { lock: FileLock | null } = { lock };
    try {
      for (const found of left.toReversed()) {
        const run = await history.find(found.id);
        // Under the job's lock: whoever was at it is gone.
        if (run === null || (run.state !== 'running' && run.state !== 'interrupted')) continue;
        if (run.attempts >= mostStarts)
          await this.#end(run, {
            state: 'failed',
            message: `开始了 ${run.attempts} 次，进程每次都中途结束；请看日志，再用 cockpit jobs run ${job.id} 重做`,
            outputs: run.outputs,
          });
        else if (held.lock !== null) await this.#work(job, { ...run, state: 'running' }, held);
      }
    } finally {
      held.lock?.release();
    }
  }

  async #lockOf(job: Job, withinMs: number): Promise<FileLock | null> {
    const place = join(this.#options.folder, 'locks', `${job.id}.lock`);
    const until = performance.now() + withinMs;
    for (;;) {
      const lock = await tryLock(place);
      if ('release' in lock) return lock;
      if (performance.now() >= until || this.#closing.signal.aborted) return null;
      await wait(lockAgainMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    }
  }

  /** Tries until it comes to an end. Nothing escapes: whatever happens is in the record. */
  async #work(job: Job, first: Run, held: { lock: FileLock | null }): Promise<Run> {
    const { history, clock, effects = realEffects, onRun } = this.#options;
    const limit = AbortSignal.timeout(job.plan.limitSeconds * 1_000);
    let run = first;
    for (let tries = 0; ; tries++) {
      run = { ...run, attempts: run.attempts + 1 };
      await history.save(run);
      onRun?.(run);
      const ending = await this.#try(job, run, limit, held);
      if (!('again' in ending)) return this.#end(run, ending);
      const isLast = tries >= job.plan.retries;
      if (isLast) return this.#end(run, { ...ending, state: 'failed' });
      const pause = job.plan.retryAfterSeconds * waitGrowth ** tries;
      await history.log(run.id, clock(), `${ending.message}；${pause} 秒后再试`);
      const ended = AbortSignal.any([limit, this.#closing.signal]);
      await effects.wait(pause * 1_000, ended).catch(() => undefined);
      if (ended.aborted) return this.#end(run, this.#whyStopped(job, ending.outputs));
    }
  }

  async #try(
    job: Job,
    run: Run,
    limit: AbortSignal,
    held: { lock: FileLock | null },
  ): Promise<Ending & { readonly again?: true }> {
    const { history, clock } = this.#options;
    let lines = Promise.resolve();
    const say = (line: string) => {
      lines = lines.then(() => history.log(run.id, clock(), line)).catch(() => undefined);
    };
    const signal = AbortSignal.any([limit, this.#closing.signal]);
    const work: Promise<TaskResult> = signal.aborted
      ? Promise.reject(new Error('stopped before it began'))
      : Promise.resolve().then(() => job.task({ run, say, signal }));
    const gaveUp = new Promise<never>((_, reject) => {
      const later = () => setTimeout(() => reject(new Error('does not stop')), stopWithinMs).unref();
      if (signal.aborted) later();
      else signal.addEventListener('abort', later, { once: true });
    });
    try {
      const { message, outputs } = await Promise.race([work, gaveUp]);
      await lines;
      return { state: 'done', message, outputs };
    } catch (error) {
      await lines;
      if (signal.aborted) {
        this.#keepUntilSettled(work, held);
        return this.#whyStopped(job, error instanceof TaskFailure ? error.outputs : {});
      }
      const message = error instanceof Error ? error.message : String(error);
      if (!(error instanceof TaskFailure))
        say(error instanceof Error ? (error.stack ?? message) : String(error));
      await lines;
      const outputs = error instanceof TaskFailure ? error.outputs : {};
      const isPassing = error instanceof TaskFailure && error.isPassing;
      return { state: 'failed', message, outputs, ...(isPassing && { again: true }) };
    }
  }

  /** A task that hangs on keeps the job's lock: the next run must not work beside it. */
  #keepUntilSettled(work: Promise<unknown>, held: { lock: FileLock | null }): void {
    const { lock } = held;
    held.lock = null;
    void work.catch(() => undefined).finally(() => lock?.release());
  }

  #whyStopped(job: Job, outputs: Run['outputs']): Ending {
    const reason: unknown = this.#closing.signal.reason;
    if (reason instanceof Stopped) return { state: reason.state, message: reason.message, outputs };
    const message = `超过 ${job.plan.limitSeconds} 秒的时限，已停止；请看日志，必要时在 jobs.json 里放宽 limitSeconds`;
    return { state: 'stopped', message, outputs };
  }

  async #end(run: Run, ending: Ending): Promise<Run> {
    const { history, clock, onRun } = this.#options;
    const over = { ...run, ...ending, finishedAt: clock().toISOString() };
    await history.save(over);
    onRun?.(over);
    return over;
  }
}
