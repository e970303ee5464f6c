import { describe, expect, it } from 'vitest';
import { fakeRow } from '../wire/fake-answers.ts';
import fc from 'fast-check';
import {
  bandedShadeOf,
  classedShadeOf,
  extremes,
  naturalClasses,
  placeShade,
  stepOfClass,
} from './shades.ts';

describe('the shades of a map', () => {
  it('part where values leave gaps, not at fifths of the range', () => {
    const rates = [86.5, 87.1, 87.1, 88.1, 88.4, 88.7, 88.7, 88.8, 89, 89, 89.1, 89.1];
    expect(naturalClasses(rates)).toEqual([
      { from: 86.5, to: 86.5 },
      { from: 87.1, to: 87.1 },
      { from: 88.1, to: 88.4 },
      { from: 88.7, to: 88.8 },
      { from: 89, to: 89.1 },
    ]);
  });

  it('are as few as there are different values, and spread over all steps', () => {
    expect(naturalClasses([2, 1, 2])).toEqual([
      { from: 1, to: 1 },
      { from: 2, to: 2 },
    ]);
    expect([1, 2].map((value) => classedShadeOf(value, naturalClasses([2, 1, 2])))).toEqual([1, 5]);
    expect([0, 1, 2].map((index) => stepOfClass(index, 3))).toEqual([1, 3, 5]);
  });

  it('are never worse than equal fifths of the range, and hold every value once', () => {
    const spread = (values: readonly number[]): number => {
      const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    };
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 }),
        (values) => {
          const classes = naturalClasses(values);
          const inside = classes.map(({ from, to }) =>
            values.filter((value) => value >= from && value <= to),
          );
          expect(inside.flat().sort()).toEqual([...values].sort());
          const [least, most] = [Math.min(...values), Math.max(...values)];
          const fifths = [0, 1, 2, 3, 4].map((fifth) =>
            values.filter(
              (value) => Math.min(4, Math.floor(((value - least) / Math.max(1, most - least)) * 5)) === fifth,
            ),
          );
          const total = (parts: readonly (readonly number[])[]): number =>
            parts.reduce((sum, part) => sum + spread(part), 0);
          expect(total(inside)).toBeLessThanOrEqual(total(fifths) + 1e-6);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('say nothing of what is not known, and nothing loud where all are alike', () => {
    expect(classedShadeOf(null, [{ from: 0, to: 1 }])).toBe(0);
    expect(classedShadeOf(7, [])).toBe(0);
    expect(classedShadeOf(7, naturalClasses([7, 7, 7]))).toBe(3);
  });

  it('lend a township its county only where counties are what is coloured', () => {
    const shades = new Map([['330302', 4]]);
    expect(placeShade(shades, '330302001', true)).toBe(4);
    expect(placeShade(shades, '330302001', false)).toBe(0);
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
