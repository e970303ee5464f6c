import { describe, expect, it } from 'vitest';
import { fakeMetric, fakeRow, fakeValues } from '../wire/fake-answers.ts';
import { inFull, partsOf, rowName, scopeOf } from './facts.ts';

describe('the facts of a number', () => {
  it('give money in full, to the fen', () => {
    expect(inFull(13_890_000_000)).toBe('13,890,000,000.00 元（138.90 亿元）');
    expect(inFull(12.5)).toBe('12.50 元');
  });

  it('take a ratio apart', () => {
    const row = { ...fakeRow(0.5), numerator: 1e8, denominator: 2e8 };
    expect(partsOf(fakeMetric('m'), row)).toEqual([
      ['分子', '100,000,000.00 元（1.00 亿元）'],
      ['分母', '200,000,000.00 元（2.00 亿元）'],
    ]);
    expect(
      partsOf({ ...fakeMetric('m'), sources: ['audit.findings'] }, { ...row, denominator: null }),
    ).toEqual([['分子', '100,000,000']]);
    expect(partsOf(fakeMetric('m', 'count'), row)).toEqual([]);
  });

  it('say which part of the city is meant', () => {
    expect(scopeOf(fakeValues(fakeMetric('m'), []))).toBe('全市');
    expect(
      scopeOf(
        fakeValues(fakeMetric('m'), [], { filters: { area: ['330300-CL'], department: ['101', '102'] } }),
      ),
    ).toBe('区域 330300-CL；部门 101、102');
  });

  it('name rows by what they are broken down by', () => {
    const values = fakeValues(fakeMetric('m'), [], { by: ['area', 'period'] });
    expect(rowName(values, fakeRow(1, { area: '330302', period: '2026-01' }, { area: '鹿城区' }))).toBe(
      '鹿城区 · 2026-01',
    );
  });
});
