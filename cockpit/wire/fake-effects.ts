import type { Effects } from './effects.ts';
import type { Kept } from './shelf.ts';

/** A world for tests: time stands still until it is told to go on, and the network answers what it is told. */
export interface FakeEffects extends Effects {
  /** Lets time pass, running timers in order and letting promises settle between them. */
  readonly pass: (milliseconds: number) => Promise<void>;
  readonly wake: () => void;
  /** The server tells of an event. */
  readonly tell: (name: string, data?: unknown) => void;
  readonly asked: string[];
  /** What lies on the shelf, by path. */
  readonly kept: Map<string, Kept>;
  reloads: number;
  /** What the network does with a request; throw to lose it. */
  answer: (path: string, init: RequestInit) => Response | Promise<Response>;
  visible: boolean;
}

export const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** Lets everything that is already under way come to rest. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
  await new Promise((resolve) => setImmediateLike(resolve));
};

const setImmediateLike = (run: (value: unknown) => void): void => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = (): void => {
    port1.close();
    run(null);
  };
  port2.postMessage(null);
};

export function fakeEffects(start = Date.parse('2026-11-03T08:00:00+08:00')): FakeEffects {
  let now = start;
  let next = 1;
  const timers = new Map<number, { at: number; run: () => void }>();
  const sleepers = new Set<() => void>();
  const listeners = new Set<{ name: string; run: (data: string) => void }>();
  const fake: FakeEffects = {
    asked: [],
    kept: new Map(),
    reloads: 0,
    visible: true,
    answer: () => json({}, 404),
    fetch: async (path, init) => {
      fake.asked.push(path);
      return fake.answer(path, init);
    },
    now: () => now,
    setTimer: (run, milliseconds) => {
      const id = next;
      next += 1;
      timers.set(id, { at: now + milliseconds, run });
      return id;
    },
    clearTimer: (id) => void timers.delete(id),
    random: () => 0.5,
    isVisible: () => fake.visible,
    onWake: (run) => {
      sleepers.add(run);
      return () => void sleepers.delete(run);
    },
    onServerEvent: (name, run) => {
      const listener = { name, run };
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (name, data = null) => {
      for (const listener of listeners) if (listener.name === name) listener.run(JSON.stringify(data));
    },
    shelf: {
      put: (path, kept) => {
        fake.kept.set(path, kept);
        return Promise.resolve();
      },
      get: (path) => Promise.resolve(fake.kept.get(path) ?? null),
    },
    tabId: () => '3f1c4f0e-9a57-4b6e-8a10-6a5b3f0c2d11',
    reload: () => {
      fake.reloads += 1;
    },
    wake: () => {
      for (const run of sleepers) run();
    },
    pass: async (milliseconds) => {
      const end = now + milliseconds;
      await settle();
      for (;;) {
        const [due] = [...timers].filter(([, timer]) => timer.at <= end).sort(([, a], [, b]) => a.at - b.at);
        if (due === undefined) break;
        const [id, timer] = due;
        timers.delete(id);
        now = Math.max(now, timer.at);
        timer.run();
        await settle();
      }
      now = end;
    },
  };
  return fake;
}

/** A request that never comes back until it is given up. */
export const silence = (init: RequestInit): Promise<Response> =>
  new Promise((_, reject) => {
    init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });
