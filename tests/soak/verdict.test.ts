import { describe, expect, it } from 'vitest';
import type { MemoryReading } from './memory.ts';
import { growth, judge, warmUp } from './verdict.ts';

/** Readings every 50 updates, of a heap that grows so much with each. */
const readings = (count: number, heapPerUpdate: number): MemoryReading[] =>
  Array.from({ length: count }, (_, at) => ({
    updates: at * 50,
    heap: 10_000_000 + at * 50 * heapPerUpdate,
    outside: 1_000_000,
    nodes: 2_000,
    listeners: 300,
    charts: 5,
    chartsShown: 5,
  }));
const quiet = { published: 1_000, applied: 1_000, complaints: [], wrong: [] };
const faults = (soaked: Parameters<typeof judge>[0]) =>
  judge(soaked).flatMap(({ what, fault }) => (fault === null ? [] : [`${what}: ${fault}`]));

describe('a soak', () => {
  it('is well where nothing grows', () => {
    expect(faults({ ...quiet, readings: readings(20, 0) })).toEqual([]);
  });

  it('counts growth over a thousand updates, without the warm-up and without one odd reading', () => {
    const all = readings(21, 1_000);
    expect(growth(all, 'heap').perThousand).toBeCloseTo(0.099, 3);
    expect(all[0]?.updates).toBeLessThan(warmUp);
    const odd = readings(20, 0).map((one, at) => (at === 19 ? { ...one, heap: 99_000_000 } : one));
    expect(growth(odd, 'heap').perThousand).toBe(0);
  });

  it('fails where the heap grows by more than a twentieth', () => {
    expect(faults({ ...quiet, readings: readings(20, 600) })).toEqual([
      'heap: grows by 6.0 % over 1 000 updates; at most 5 %',
    ]);
    expect(faults({ ...quiet, readings: readings(20, 400) })).toEqual([]);
  });

  it('fails where the run was too short to say', () => {
    expect(faults({ ...quiet, readings: readings(5, 0) })).toHaveLength(5);
  });

  it('fails on a complaint, a wrong figure, and builds that never came', () => {
    const found = { readings: readings(20, 0), published: 100, applied: 80, complaints: ['a'], wrong: ['b'] };
    expect(faults(found)).toEqual([
      'updates shown: 20 builds never came to the wall',
      'figures wrong: b',
      'complaints: a',
    ]);
  });
});
