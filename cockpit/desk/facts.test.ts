import { describe, expect, it } from 'vitest';
import { fakeMetric, fakeRow, fakeValues } from '../wire/fake-answers.ts';
import { inFull, listed, partsOf, rowName, rowNameSteps, scopeOf, scopeSteps } from './facts.ts';

describe('the facts of a number', () => {
  it('give money in full, to the fen', () => {
    expect(inFull(13_890_000_000)).toBe('13,890,000,000.00 元（138.90 亿元）');
    expect(inFull(12.5)).toBe('12.50 元');
  });

  it('take a ratio apart', () => {
    const row = { ...fakeRow(0.5), numerator: 1e8, denominator: 2e8 };
    expect(partsOf(fakeMetric('m'), row)).toEqual([
      ['分子', '100,000,000.00 元（1.00 亿元）', 'numerator'],
      ['分母', '200,000,000.00 元（2.00 亿元）', 'denominator'],
    ]);
    expect(
      partsOf({ ...fakeMetric('m'), sources: ['audit.findings'] }, { ...row, denominator: null }),
    ).toEqual([['分子', '100,000,000', 'numerator']]);
    expect(partsOf(fakeMetric('m', 'count'), row)).toEqual([]);
  });

  it('say which part of the city is meant', () => {
    const names = (_: string, code: string): string | null => (code === '330300-CL' ? '市本级' : null);
    expect(scopeOf(fakeValues(fakeMetric('m'), []), names)).toBe('全市');
    const filters = { area: ['330300-CL'], department: ['101', '102'] };
    expect(scopeOf(fakeValues(fakeMetric('m'), [], { filters }), names)).toBe('区域 市本级；部门 101、102');
  });

  it('list deviations with the worst first', () => {
    const rows = [fakeRow(0.2), fakeRow(-0.3), fakeRow(0)];
    expect(listed(fakeValues(fakeMetric('m', 'points'), rows)).map((row) => row.value)).toEqual([
      -0.3, 0, 0.2,
    ]);
    expect(listed(fakeValues(fakeMetric('m'), rows))).toBe(rows);
  });

  it('name rows by what they are broken down by', () => {
    const values = fakeValues(fakeMetric('m'), [], { by: ['area', 'period'] });
    expect(rowName(values, fakeRow(1, { area: '330302', period: '2026-01' }, { area: '鹿城区' }))).toBe(
      '鹿城区 · 2026-01',
    );
  });

  it('say where in the answer the digits of names and scopes are', () => {
    const row = fakeRow(1, { area: '330302', period: '2026-01' }, { area: '鹿城区' });
    const values = fakeValues(fakeMetric('m'), [fakeRow(2), row], {
      by: ['area', 'period'],
      filters: { year: ['2025', '2026'] },
    });
    expect(rowNameSteps(values, row)).toEqual(['rows/1/label/area', 'rows/1/key/period']);
    expect(scopeSteps(values)).toEqual(['filters/year/0', 'filters/year/1']);
  });
});
