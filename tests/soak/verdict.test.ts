import { describe, expect, it } from 'vitest';
import type { MemoryReading } from './memory.ts';
import { growth, judge } from './verdict.ts';

/** Readings every 25 updates, each after one more round, of a heap that grows so much with each. */
const readings = (count: number, heapPerUpdate: number): MemoryReading[] =>
  Array.from({ length: count }, (_, at) => ({
    updates: at * 25,
    rounds: at,
    heap: 10_000_000 + at * 25 * heapPerUpdate,
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
    expect(faults({ ...quiet, readings: readings(24, 0) })).toEqual([]);
  });

  it('counts growth over a thousand updates from the first reading after the warm-up', () => {
    const all = readings(30, 1_000).map((one, at) => (at < 2 ? { ...one, heap: 1 } : one));
    expect(growth(all, 'heap')).toEqual({ from: 10_050_000, to: 10_725_000, perThousand: 1e6 / 10_050_000 });
  });

  it('does not count what was read before every scene was shown twice', () => {
    const all = readings(30, 0).map((one, at) => (at < 8 ? { ...one, rounds: 1, heap: 1 } : one));
    expect(growth(all, 'heap')).toMatchObject({ from: 10_000_000, perThousand: 0 });
  });

  it('is not moved by odd readings, the first and the last among them', () => {
    const odd = new Set([2, 9, 17, 29]);
    const all = readings(30, 100).map((one, at) => (odd.has(at) ? { ...one, heap: one.heap + 90e6 } : one));
    expect(growth(all.slice(3), 'heap').perThousand).toBeCloseTo(0.01, 3);
  });

  it('fails where the heap grows by more than a twentieth', () => {
    expect(faults({ ...quiet, readings: readings(24, 600) })).toEqual([
      'heap: grows by 6.0 % over 1 000 updates; at most 5 %',
    ]);
    expect(faults({ ...quiet, readings: readings(24, 400) })).toEqual([]);
  });

  it('fails where the run was too short to say', () => {
    expect(faults({ ...quiet, readings: readings(5, 0) })).toHaveLength(5);
  });

  it('fails on a complaint, a wrong figure, and builds that never came', () => {
    const found = { readings: readings(24, 0), published: 100, applied: 80, complaints: ['a'], wrong: ['b'] };
    expect(faults(found)).toEqual([
      'updates shown: 20 builds never came to the wall',
      'figures wrong: b',
      'complaints: a',
    ]);
  });
});
