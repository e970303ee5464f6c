import type { Response } from 'express';

interface Flight<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

/** Why a flight was given up. */
export const clientsGone = Symbol('every client has gone');

/**
 * What several requests want at the same time is made once (single flight): the first starts it, the others wait
 * for the same result. It is given up when every client that waited for it has gone.
 */
export class Flights<T> {
  readonly #underWay = new Map<string, Flight<T>>();

  /** How many results are being made. */
  get size(): number {
    return this.#underWay.size;
  }

  /**
   * @param key what is wanted: equal keys must mean equal results
   * @param start makes the result, and stops when the signal is aborted
   */
  async join(key: string, res: Response, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const flight = this.#underWay.get(key) ?? this.#begin(key, start);
    flight.waiting += 1;
    const onClose = (): void => {
      flight.waiting -= 1;
      if (flight.waiting > 0) return;
      this.#forget(key, flight);
      flight.controller.abort(clientsGone);
    };
    res.once('close', onClose);
    try {
      return await flight.result;
    } finally {
      res.off('close', onClose);
    }
  }

  #begin(key: string, start: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const flight = { result: start(controller.signal), controller, waiting: 0 };
    const done = (): void => this.#forget(key, flight);
    flight.result.then(done, done);
    this.#underWay.set(key, flight);
    return flight;
  }

  #forget(key: string, flight: Flight<T>): void {
    if (this.#underWay.get(key) === flight) this.#underWay.delete(key);
  }
}
