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
  /** Calls back with the data when the server tells of an event of this name; the answer ends it. The stream is reopened by itself. */
  readonly onServerEvent: (name: string, run: (data: string) => void, path?: string) => () => void;
  /** The last good answers, which outlive the page. */
  readonly shelf: Shelf;
  readonly reload: () => void;
  /** A name nobody can guess, the same for as long as the page's tab is open. */
  readonly tabId: () => string;
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
  onServerEvent: (name, run, path = '/api/v1/events') => {
    const source = new EventSource(path);
    source.addEventListener(name, ({ data }: MessageEvent<string>) => run(data));
    return () => source.close();
  },
  shelf: browserShelf(() => Date.now()),
  reload: () => window.location.reload(),
  tabId: () => {
    const known = sessionStorage.getItem('tab');
    if (known !== null) return known;
    // `randomUUID` is there on https and localhost only; a wall may be on neither.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const id = [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `a${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join('-');
    sessionStorage.setItem('tab', id);
    return id;
  },
};

export const effectsKey: InjectionKey<Effects> = Symbol('effects');
