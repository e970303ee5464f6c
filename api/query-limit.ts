import type { ColumnEngine } from '../warehouse/engine.ts';
import { QueryError } from '../warehouse/engine.ts';
import { overloaded, queryTimeout } from './problem.ts';

/** Bounds what requests may ask of the engine, all together and one by one. */
export interface QueryGate {
  /**
   * Runs `work` with a signal that fires when its time is up or the given one does.
   * @throws ProblemError `overloaded` at once when too many run and wait already, or when the time is up before
   * its turn has come; `query_timeout` when the time is up while it runs.
   */
  run<T>(given: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

const outOfTime = Symbol('out of time');

/** So many may be inside, and so many more wait for their turn, first come first served. */
class Places {
  readonly #most: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(most: number, mostWaiting: number) {
    this.#most = most;
    this.#mostWaiting = mostWaiting;
  }

  async take(signal: AbortSignal): Promise<void> {
    if (this.#taken < this.#most) {
      this.#taken += 1;
      return;
    }
    if (this.#waiting.length >= this.#mostWaiting) throw overloaded();
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(overloaded());
      };
      const enter = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      this.#waiting.push(enter);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** The place goes to the next who waits, or is free. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken -= 1;
    else next();
  }
}

/**
 * @param most that run at the same time
 * @param mostWaiting that wait for their turn, within their time; more are turned away
 */
export function createQueryGate(timeoutMs: number, most: number, mostWaiting = 0): QueryGate {
  const places = new Places(most, mostWaiting);
  return {
    async run(given, work) {
      // One deadline for the whole request, not one a statement: those that wait for a connection are bounded too.
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(outOfTime), timeoutMs);
      const signal = AbortSignal.any([given, deadline.signal]);
      try {
        await places.take(signal);
        try {
          return await work(signal);
        } finally {
          places.leave();
        }
      } catch (error) {
        if (error instanceof QueryError && deadline.signal.aborted && !given.aborted) throw queryTimeout();
        throw error;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** The engine with the signal on every statement. */
export function interruptible(engine: ColumnEngine, signal: AbortSignal): ColumnEngine {
  return {
    rows: (sql, parameters = {}, options = {}) => engine.rows(sql, parameters, { ...options, signal }),
    columns: (sql, parameters, options, read) =>
      engine.columns(sql, parameters, { ...options, signal }, read),
  };
}
