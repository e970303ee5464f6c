import { describe, expect, test } from 'vitest';
import { parsePeriod, yearToDate } from './period.ts';

describe('a period', () => {
  test.each([
    ['2026', '2026-01', '2026-12'],
    ['2026-H1', '2026-01', '2026-06'],
    ['2026-H2', '2026-07', '2026-12'],
    ['2026-Q1', '2026-01', '2026-03'],
    ['2026-Q3', '2026-07', '2026-09'],
    ['2026-Q4', '2026-10', '2026-12'],
    ['2026-09', '2026-09', '2026-09'],
    ['2023-01..2026-10', '2023-01', '2026-10'],
    ['2026-09..2026-09', '2026-09', '2026-09'],
  ])('%s is %s to %s', (text, from, to) => {
    expect(parsePeriod(text)).toEqual({ from, to });
  });

  test.each([
    '',
    '26',
    '2026-13',
    '2026-H3',
    '2026-Q0',
    '2026-9',
    '2026-01..',
    '2026..2027',
    '2026-01-01',
    ' 2026',
  ])('“%s” is refused with what is possible', (text) => {
    expect(() => parsePeriod(text)).toThrow(/2026-H1/);
  });

  test('a range that runs backwards is refused with the right way round', () => {
    expect(() => parsePeriod('2026-10..2026-01')).toThrow('2026-01..2026-10');
  });

  test('the year to date begins in January', () => {
    expect(yearToDate('2026-10')).toEqual({ from: '2026-01', to: '2026-10' });
  });
});
