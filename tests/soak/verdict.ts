import type { MemoryReading } from './memory.ts';

/** Growth of the heap that is still flat, over a thousand updates. */
export const mostGrowth = 0.05;
/** Updates before the first reading that counts: what is filled once (caches, compiled code) is full by then. */
export const warmUp = 40;
/** Readings at each end of the run, whose middle one stands for it. */
const ends = 3;
/** With fewer updates between both ends a growth over a thousand is a guess. */
const leastUpdates = 60;

export interface Soaked {
  readonly readings: readonly MemoryReading[];
  /** Builds that were published, and those that the wall showed. */
  readonly published: number;
  readonly applied: number;
  /** Console errors, exceptions and rejections nobody handled, failed requests. */
  readonly complaints: readonly string[];
  /** Figures that did not say what their build says. */
  readonly wrong: readonly string[];
}

export interface Judged {
  readonly what: string;
  /** At the beginning and at the end; null where nothing was read. */
  readonly from: number | null;
  readonly to: number | null;
  readonly perThousand: number | null;
  readonly fault: string | null;
}

const middle = (values: readonly number[]): number | null =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? null;

type Counted = 'heap' | 'outside' | 'nodes' | 'listeners' | 'charts';

/** A share per thousand updates, from the middle of the first readings to that of the last. Pure. */
export function growth(readings: readonly MemoryReading[], what: Counted): Omit<Judged, 'what' | 'fault'> {
  const counted = readings.filter(({ updates }) => updates >= warmUp);
  const [first, last] = [counted.slice(0, ends), counted.slice(-ends)];
  const [from, to] = [first, last].map((some) => middle(some.map((one) => one[what])));
  const [began, ended] = [first, last].map((some) => middle(some.map(({ updates }) => updates)));
  if (from == null || to == null || began == null || ended == null || counted.length < 2 * ends)
    return { from: from ?? null, to: to ?? null, perThousand: null };
  if (ended - began < leastUpdates) return { from, to, perThousand: null };
  return { from, to, perThousand: ((to - from) / Math.max(from, 1)) * (1_000 / (ended - began)) };
}

const tooShort = 'too short a run to say: use more minutes';

/** What of a run is measured, and what is wrong with it; nothing wrong: the wall may stand for a month. */
export function judge(soaked: Soaked): readonly Judged[] {
  const grown = (['heap', 'outside', 'nodes', 'listeners', 'charts'] as const).map((what) => {
    const measured = growth(soaked.readings, what);
    const { perThousand } = measured;
    const fault =
      perThousand === null
        ? tooShort
        : perThousand > mostGrowth
          ? `grows by ${(perThousand * 100).toFixed(1)} % over 1 000 updates; at most ${mostGrowth * 100} %`
          : null;
    return { what, ...measured, fault };
  });
  const count = (what: string, found: number, fault: string | null): Judged => ({
    what,
    from: null,
    to: found,
    perThousand: null,
    fault,
  });
  const { published, applied, complaints, wrong } = soaked;
  const missed = published - applied;
  return [
    ...grown,
    // The last one may be under way when the time is up; two in one look of the server are one.
    count(
      'updates shown',
      applied,
      missed > published * 0.05 ? `${missed} builds never came to the wall` : null,
    ),
    count('figures wrong', wrong.length, wrong[0] ?? null),
    count('complaints', complaints.length, complaints[0] ?? null),
  ];
}
