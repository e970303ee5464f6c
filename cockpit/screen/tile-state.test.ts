import { describe, expect, it } from 'vitest';
import { isLate, isStale, staleAfter, tileState } from './tile-state.ts';
import type { TilePart } from './tile-state.ts';

const now = Date.parse('2026-11-03T08:00:00+08:00');
const part = (change: Partial<TilePart> = {}): TilePart => ({
  loading: false,
  failed: false,
  answered: true,
  hasValues: true,
  asOf: '2026-10-31',
  origins: ['delivered'],
  ...change,
});

describe('tileState', () => {
  it.each([
    ['fresh', [part()], false],
    ['refreshing', [part(), part({ loading: true })], false],
    ['refreshing', [part({ answered: false, hasValues: false })], false],
    ['late', [part(), part({ asOf: '2026-08-31' })], false],
    ['stale', [part()], true],
    ['stale', [part({ failed: true })], true],
    ['failed', [part(), part({ failed: true })], false],
    ['failed', [part({ answered: false, hasValues: false })], true],
    ['empty', [part({ hasValues: false })], false],
    ['fresh', [part({ hasValues: false }), part()], false],
  ] as const)('is %s', (state, parts, stale) => {
    expect(tileState(parts, stale, now)).toBe(state);
  });
});

describe('age', () => {
  it('is late when the department owes a month, and never for generated figures', () => {
    expect(isLate('2026-08-31', ['delivered'], now)).toBe(true);
    expect(isLate('2026-09-30', ['delivered'], now)).toBe(false);
    expect(isLate('2020-01-31', ['sample'], now)).toBe(false);
    expect(isLate(null, ['delivered'], now)).toBe(false);
  });

  it('is stale within a minute of silence, also when nothing was ever heard', () => {
    expect(staleAfter).toBeLessThan(60_000);
    expect(isStale(now - staleAfter, 0, now)).toBe(false);
    expect(isStale(now - staleAfter - 1, 0, now)).toBe(true);
    expect(isStale(null, now, now)).toBe(false);
    expect(isStale(null, now - 60_000, now)).toBe(true);
  });
});
