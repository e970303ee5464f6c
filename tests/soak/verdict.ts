import type { MemoryReading } from './memory.ts';

/** Growth of the heap that is still flat, over a thousand updates. */
export const mostGrowth = 0.05;
/** Before the first reading that counts: what is filled once (caches, compiled code) is full by then. */
export const warmUp = { updates: 50, rounds: 2 };
/** With fewer that count, a growth over a thousand is a guess. */
const leastReadings = 20;

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
  /** By the first reading that counts and the last; null where nothing was read. */
  readonly from: number | null;
  readonly to: number | null;
  readonly perThousand: number | null;
  readonly fault: string | null;
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((left, right) => left - right);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
};

type Counted = 'heap' | 'outside' | 'nodes' | 'listeners' | 'charts';

/**
 * A share of the first reading that counts, per thousand updates: the median of the slopes between every two
 * readings, which up to 29 % of odd ones do not move (Theil 1950, Sen 1968). Pure.
 */
export function growth(readings: readonly MemoryReading[], what: Counted): Omit<Judged, 'what' | 'fault'> {
  const counted = readings.filter(
    ({ updates, rounds }) => updates >= warmUp.updates && rounds >= warmUp.rounds,
  );
  const [from, to] = [counted.at(0)?.[what] ?? null, counted.at(-1)?.[what] ?? null];
  if (from === null || counted.length < leastReadings) return { from, to, perThousand: null };
  const slopes = counted.flatMap((left, at) =>
    counted
      .slice(at + 1)
      .filter((right) => right.updates > left.updates)
      .map((right) => (right[what] - left[what]) / (right.updates - left.updates)),
  );
  return { from, to, perThousand: (median(slopes) * 1_000) / Math.max(from, 1) };
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
