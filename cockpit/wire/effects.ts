import type { InjectionKey } from 'vue';
import { browserShelf } from './shelf.ts';
import type { Shelf } from './shelf.ts';

/** What the cockpit takes from the outside world; tests hand in their own. */
export interface Effects {
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly setTimer: (run: () => void, milliseconds: number) => number;
  readonly clearTimer: (timer: number) => void;
  /** In [0, 1). */
  readonly random: () => number;
  readonly isVisible: () => boolean;
  /** Calls back when the page becomes visible again or the network returns; the answer unsubscribes. */
  readonly onWake: (run: () => void) => () => void;
  /** Calls back when the server tells of an event of this name; the answer ends it. The stream is reopened by itself. */
  readonly onServerEvent: (name: string, run: () => void) => () => void;
  /** The last good answers, which outlive the page. */
  readonly shelf: Shelf;
  readonly reload: () => void;
}

export const browserEffects: Effects = {
  fetch: (input, init) => fetch(input, init),
  now: () => Date.now(),
  setTimer: (run, milliseconds) => window.setTimeout(run, milliseconds),
  clearTimer: (timer) => window.clearTimeout(timer),
  random: () => Math.random(),
  isVisible: () => document.visibilityState === 'visible',
  onWake: (run) => {
    document.addEventListener('visibilitychange', run);
    window.addEventListener('online', run);
    return () => {
      document.removeEventListener('visibilitychange', run);
      window.removeEventListener('online', run);
    };
  },
  onServerEvent: (name, run) => {
    const source = new EventSource('/api/v1/events');
    source.addEventListener(name, run);
    return () => source.close();
  },
  shelf: browserShelf(() => Date.now()),
  reload: () => window.location.reload(),
};

export const effectsKey: InjectionKey<Effects> = Symbol('effects');
