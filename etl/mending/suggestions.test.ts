import { expect, test } from 'vitest';
import {
  nearestSpelling,
  suggestAmount,
  suggestDate,
  suggestInteger,
  suggestMonth,
  suggestText,
  suggestYear,
} from './suggestions.ts';

test.each([
  ['2026年3月5号', '2026-03-05'],
  ['二〇二六年三月十五日', '2026-03-15'],
  ['二〇二六年十月三十一日', '2026-10-31'],
  ['26年3月5日', '2026-03-05'],
  ['98.3.5', '1998-03-05'],
  ['15/03/2026', '2026-03-15'],
  ['2026年3月5日 上午', '2026-03-05'],
  ['20260305.0', '2026-03-05'],
  // Two readings, or none: no proposal.
  ['05/03/2026', null],
  ['2026-02-30', null],
  ['2026-13-05', null],
  ['三月', null],
  ['', null],
])('date %s → %s', (cell, expected) => {
  expect(suggestDate(cell)).toBe(expected);
});

test.each([
  ['12 345.60元整', '12345.60元'],
  ['约100', '100'],
  ['1O0.5', '100.5'],
  ['人民币1,200元', '1200元'],
  ['12。5', '12.5'],
  ['3万', '3万元'],
  ['12..5', null],
  ['abc', null],
  ['1,23,456.00', null],
  ['-1,23', null],
  ['12,5', null],
  ['1 2', null],
  ['12 34.5', null],
])('amount %s → %s', (cell, expected) => {
  expect(suggestAmount(cell)).toBe(expected);
});

test('whole numbers, months, years, texts', () => {
  expect(suggestInteger('12人')).toBe('12');
  expect(suggestInteger('5.5')).toBeNull();
  expect(suggestMonth('二〇二六年三月')).toBe('2026-03');
  expect(suggestMonth('2026年第3月')).toBe('2026-03');
  expect(suggestMonth('2026-13')).toBeNull();
  expect(suggestMonth('2026年第3季度')).toBeNull();
  expect(suggestYear('2026财年')).toBe('2026');
  expect(suggestYear('26年度')).toBe('2026');
  expect(suggestText('教\u202e育\u0007局')).toBe('教育局');
});

test('the nearest spelling, when it is one code', () => {
  const areas = [
    { spelling: '市本级', code: '330300-CL' },
    { spelling: '鹿城区', code: '330302' },
    { spelling: '龙湾区', code: '330303' },
  ];
  expect(nearestSpelling('市本极', areas)).toBe('市本级');
  expect(nearestSpelling('鹿诚区', areas)).toBe('鹿城区');
  expect(nearestSpelling('火星', areas)).toBeNull();
  expect(nearestSpelling('城区', [...areas, { spelling: '下城区', code: '1' }])).toBeNull();
});
