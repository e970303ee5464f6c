import { describe, expect, it } from 'vitest';
import { fakeRow } from '../wire/fake-answers.ts';
import { bandedShadeOf, extremes, shadeOf } from './shades.ts';

describe('the shades of a map', () => {
  it('go from the least to the greatest in five steps', () => {
    expect([0, 19, 20, 50, 99, 100].map((value) => shadeOf(value, 0, 100))).toEqual([1, 1, 2, 3, 5, 5]);
  });

  it('say nothing of what is not known, and nothing loud where all are alike', () => {
    expect(shadeOf(null, 0, 1)).toBe(0);
    expect(shadeOf(7, 7, 7)).toBe(3);
  });

  it('follow bands where there are any', () => {
    expect([null, 10, 60, 77.9, 90].map((value) => bandedShadeOf(value, [0, 60, 70, 78, 85]))).toEqual([
      0, 1, 2, 3, 5,
    ]);
  });

  it('know the ends of their scale', () => {
    const rows = [fakeRow(3), fakeRow(null), fakeRow(9), fakeRow(1)];
    expect(extremes(rows)?.least.value).toBe(1);
    expect(extremes(rows)?.most.value).toBe(9);
    expect(extremes([fakeRow(null)])).toBeNull();
  });
});
