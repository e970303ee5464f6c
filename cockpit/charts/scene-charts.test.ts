import { describe, expect, it } from 'vitest';
import { rowsThatFit } from '../composables/use-room.ts';
import { fakeRow } from '../wire/fake-answers.ts';
import { fromZero } from './from-zero.ts';
import { linesOption } from './lines-option.ts';
import { lastMonth, monthBarsOption } from './month-bars-option.ts';
import { monthsOfYear, yearsOf } from './months.ts';
import { paletteFrom } from './palette.ts';

const style = { palette: paletteFrom('dark', (name) => name), u: 2, text: 32, family: 'Noto' };
const rows = [
  fakeRow(3e8, { period: '2025-03' }),
  fakeRow(1e8, { period: '2026-01' }),
  fakeRow(null, { period: '2026-02' }),
  fakeRow(2e8, { period: '2026-03' }),
];

describe('months of a year', () => {
  it('stand at their place, and a month without data stays empty', () => {
    expect(yearsOf(rows)).toEqual([2025, 2026]);
    expect(monthsOfYear(rows, 2026).slice(0, 4)).toEqual([1e8, null, 2e8, null]);
    expect(monthsOfYear(rows, 2024)).toEqual(Array.from({ length: 12 }, () => null));
    expect(lastMonth(monthsOfYear(rows, 2026))).toBe(2);
    expect(lastMonth([null])).toBe(-1);
  });
});

describe('monthBarsOption', () => {
  it('draws this year as bars and last year as marks, in the scale of the tile', () => {
    const option = monthBarsOption({
      current: monthsOfYear(rows, 2026),
      before: monthsOfYear(rows, 2025),
      names: { current: '2026年', before: '2025年' },
      per: 1e8,
      colour: 'blue',
      ...style,
    });
    const [bars, marks] = Array.isArray(option.series) ? option.series : [];
    expect(bars?.data?.slice(0, 2)).toEqual([1, null]);
    expect(bars?.data?.[2]).toMatchObject({ value: 2, label: { formatter: '2026年' } });
    expect(marks).toMatchObject({ type: 'line', lineStyle: { width: 0 }, itemStyle: { color: '--gold' } });
    expect(marks?.data?.[2]).toBe(3);
  });

  it('shows last year’s mark where it lies on a bar: above it, and edged with the ground', () => {
    const option = monthBarsOption({
      current: [3],
      before: [2],
      names: { current: '', before: '' },
      per: 1,
      colour: 'blue',
      ...style,
    });
    const [bars, marks] = Array.isArray(option.series) ? option.series : [];
    expect(marks?.z ?? 0).toBeGreaterThan(bars?.z ?? 2);
    const edge = 1.5 * style.u;
    expect(marks?.itemStyle).toMatchObject({ borderColor: '--ground', borderWidth: edge });
    // What is left of the mark between its two edges is thicker than they are.
    const [, thick = 0] = (marks as { symbolSize: readonly number[] }).symbolSize;
    expect(thick - edge).toBeGreaterThan(2 * edge);
  });
});

describe('an axis', () => {
  it('begins at zero unless a value lies below', () => {
    expect(fromZero([3, null, 0])).toEqual({ min: 0 });
    expect(fromZero([3, null, -1])).toEqual({});
    expect(fromZero([])).toEqual({ min: 0 });
  });
});

describe('linesOption', () => {
  it('names lines where they end, leaves gaps open, and draws the one of interest above', () => {
    const option = linesOption({
      categories: ['1月', '2月', '3月'],
      lines: [
        { name: '线上', values: [1, null, 3], colour: 'blue', strong: true, filled: true },
        { name: '', values: [1, 1, 1], colour: 'grey' },
      ],
      ceiling: 4,
      ...style,
    });
    const [first, second] = Array.isArray(option.series) ? option.series : [];
    expect(first).toMatchObject({
      data: [1, null, 3],
      connectNulls: false,
      z: 5,
      endLabel: { show: true, formatter: '线上', fontSize: 32 },
    });
    expect(second).toMatchObject({ z: 2, endLabel: { show: false } });
    expect(option.yAxis).toMatchObject({ min: 0, max: 4, splitNumber: 3 });
  });
});

describe('rows that fit', () => {
  it('are whole ones, one at the least, and a guess where nothing was measured', () => {
    expect(rowsThatFit(100, 30)).toBe(3);
    expect(rowsThatFit(89.6, 30)).toBe(3);
    expect(rowsThatFit(10, 30)).toBe(1);
    expect(rowsThatFit(0, 30)).toBe(8);
  });
});
