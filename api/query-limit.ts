import type { Response } from 'express';
import type { Engine } from '../warehouse/engine.ts';
import { QueryError } from '../warehouse/engine.ts';
import { overloaded, queryTimeout } from './problem.ts';

/** Bounds what requests may ask of the engine, all together and one by one. */
export interface QueryGate {
  /**
   * Runs `work` with a signal that fires when its time is up or the client has gone.
   * @throws ProblemError `overloaded` at once when too many run already, `query_timeout` when the time is up.
   */
  run<T>(res: Response, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

const outOfTime = Symbol('out of time');
const clientGone = Symbol('client gone');

export function createQueryGate(timeoutMs: number, most: number): QueryGate {
  let running = 0;
  return {
    async run(res, work) {
      if (running >= most) throw overloaded();
      running += 1;
      const controller = new AbortController();
      // One deadline for the whole request, not one a statement: those that wait for a connection are bounded too.
      const timer = setTimeout(() => controller.abort(outOfTime), timeoutMs);
      const onClose = (): void => controller.abort(clientGone);
      res.once('close', onClose);
      try {
        return await work(controller.signal);
      } catch (error) {
        if (error instanceof QueryError && controller.signal.reason === outOfTime) throw queryTimeout();
        throw error;
      } finally {
        running -= 1;
        clearTimeout(timer);
        res.off('close', onClose);
      }
    },
  };
}

/** The engine with the signal on every statement. */
export function interruptible(engine: Engine, signal: AbortSignal): Engine {
  return {
    rows: (sql, parameters = {}, options = {}) => engine.rows(sql, parameters, { ...options, signal }),
  };
}
