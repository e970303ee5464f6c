import type { Effects } from './effects.ts';

export interface Poller {
  readonly start: () => void;
  /** Asks at once; where it is asking already, again when that is answered: the answer may be of before. */
  readonly now: () => void;
  readonly stop: () => void;
}

/** Longest pause after repeated failures, milliseconds: a network that returns is seen within this time. */
export const longestPause = 60_000;

/** Milliseconds to wait after the n-th failure in a row: doubling, capped, spread by ±20 % so that walls do not come back in step. */
export function pauseAfter(failures: number, interval: number, random: number): number {
  if (failures === 0) return interval;
  const doubled = Math.min(interval * 2 ** (failures - 1), longestPause);
  return Math.min(doubled * (0.8 + 0.4 * random), longestPause);
}

/**
 * Runs a task now and then again and again, never two at a time. It rests while the page is hidden and asks
 * at once when the page is seen again or the network returns.
 *
 * @param task resolves to false when it failed.
 */
export function createPoller(
  effects: Effects,
  interval: number,
  task: (signal: AbortSignal) => Promise<boolean>,
): Poller {
  let timer: number | null = null;
  let running: AbortController | null = null;
  let failures = 0;
  /** How often it was told to ask. */
  let told = 0;
  let unsubscribe: (() => void) | null = null;

  const clear = (): void => {
    if (timer !== null) effects.clearTimer(timer);
    timer = null;
  };
  const schedule = (): void => {
    clear();
    if (unsubscribe === null || !effects.isVisible()) return;
    timer = effects.setTimer(() => void run(), pauseAfter(failures, interval, effects.random()));
  };
  const run = async (): Promise<void> => {
    if (running !== null) return;
    clear();
    const toldBefore = told;
    const controller = new AbortController();
    running = controller;
    let succeeded: boolean;
    try {
      succeeded = await task(controller.signal);
    } catch {
      succeeded = false;
    }
    if (running === controller) running = null;
    if (controller.signal.aborted) return;
    failures = succeeded ? 0 : failures + 1;
    if (told !== toldBefore && succeeded) void run();
    else schedule();
  };

  return {
    start: () => {
      if (unsubscribe !== null) return;
      unsubscribe = effects.onWake(() => {
        if (effects.isVisible()) void run();
        else clear();
      });
      void run();
    },
    now: () => {
      told += 1;
      if (unsubscribe !== null) void run();
    },
    stop: () => {
      unsubscribe?.();
      unsubscribe = null;
      running?.abort();
      running = null;
      clear();
    },
  };
}
