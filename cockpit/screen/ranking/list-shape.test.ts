import { describe, expect, it } from 'vitest';
import { columnsOf, isPlain } from './list-shape.ts';
import type { RankedRow } from './ranked-rows.ts';

const figure = { name: '', reading: { text: '1', suffix: '' }, query: { metric: 'm' } };
const row = (short: string, value: number, second: RankedRow['second'] = null): RankedRow => ({
  key: short,
  name: short,
  short,
  value,
  figure,
  second,
  severity: null,
});
const rows = ['市教育局', '市财政局', '市公安局', '市民政局'].map((name) => row(name, 1));
const bars = { complete: false, plain: false };
const plain = { complete: false, plain: true };

describe('a list', () => {
  it('has no bars while the longest of them would stand for next to nothing', () => {
    expect(isPlain(rows, 5)).toBe(true);
    expect(isPlain([...rows, row('市税务局', 3)], 5)).toBe(false);
    expect(isPlain(rows, undefined)).toBe(false);
  });

  it('of bars stands in one column, and in two where all rows belong there and one has no room', () => {
    expect(columnsOf(rows, { rows: 2, width: 60 }, bars)).toBe(1);
    expect(columnsOf(rows, { rows: 2, width: 60 }, { ...bars, complete: true })).toBe(2);
    expect(columnsOf(rows, { rows: 4, width: 60 }, { ...bars, complete: true })).toBe(1);
  });

  it('without bars stands in two where its rows need it and its names have room', () => {
    expect(columnsOf(rows, { rows: 2, width: 18 }, plain)).toBe(2);
    expect(columnsOf(rows, { rows: 2, width: 17 }, plain)).toBe(1);
    expect(columnsOf(rows, { rows: 4, width: 60 }, plain)).toBe(1);
    expect(columnsOf([...rows, row('市税务局', 1, figure)], { rows: 2, width: 60 }, plain)).toBe(1);
  });
});
