import type { ColumnEngine } from '../warehouse/engine.ts';
import { QueryError } from '../warehouse/engine.ts';
import { overloaded, queryTimeout } from './problem.ts';

/** Bounds what requests may ask of the engine, all together and one by one. */
export interface QueryGate {
  /**
   * Runs `work` with a signal that fires when its time is up or the given one does.
   * @throws ProblemError `overloaded` at once when too many run already, `query_timeout` when the time is up.
   */
  run<T>(given: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

const outOfTime = Symbol('out of time');

export function createQueryGate(timeoutMs: number, most: number): QueryGate {
  let running = 0;
  return {
    async run(given, work) {
      if (running >= most) throw overloaded();
      running += 1;
      // One deadline for the whole request, not one a statement: those that wait for a connection are bounded too.
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(outOfTime), timeoutMs);
      try {
        return await work(AbortSignal.any([given, deadline.signal]));
      } catch (error) {
        if (error instanceof QueryError && deadline.signal.aborted && !given.aborted) throw queryTimeout();
        throw error;
      } finally {
        running -= 1;
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
