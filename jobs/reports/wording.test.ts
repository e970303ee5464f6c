import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonScale, figureText, gapText, growthText, monthsText, withoutGaps } from './wording.ts';

const ok = (value: number) => ({ value, status: 'ok' as const });
const unchanged = 0.005;

test.each([
  [0.0523, '同比增长5.2%'],
  [-0.031, '同比下降3.1%'],
  [0.003, '与上年同期基本持平（增长0.3%）'],
  [-0.00549, '与上年同期基本持平（下降0.5%）'],
  [0.006, '同比增长0.6%'],
  [0, '与上年同期持平'],
])('a growth of %d reads %s', (value, text) => expect(growthText(ok(value), unchanged)).toBe(text));

test('what cannot be compared is said to be so', () => {
  expect(growthText({ value: null, status: 'no_data' }, unchanged)).toBe('上年同期没有数据，不作比较');
  expect(growthText({ value: null, status: 'undefined' }, unchanged)).toBe('上年同期为零，无法计算增幅');
  expect(figureText({ value: null, status: 'no_data' }, 'yuan')).toBe('（暂无数据）');
});

test('figures are written in their unit', () => {
  expect(figureText(ok(62_345_678_901.23), 'yuan')).toBe('623.46亿元');
  expect(figureText(ok(-123_456.78), 'yuan')).toBe('-12.35万元');
  expect(figureText(ok(0.8123), 'ratio')).toBe('81.2%');
  expect(figureText(ok(1_234), 'count')).toBe('1,234');
  expect(gapText(ok(-0.0312), unchanged)).toBe('慢于时间进度3.1个百分点');
  expect(monthsText('2026-01', '2026-09')).toBe('2026年1—9月');
  expect(monthsText('2026-01', '2026-12')).toBe('2026年');
});

test('the word and the digits never disagree', () => {
  fc.assert(
    fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (value) => {
      const text = growthText(ok(value), unchanged);
      const digits = Number(/([\d.,]+)%/.exec(text)?.[1]?.replaceAll(',', '') ?? '0');
      expect(text.includes('基本持平')).toBe(digits > 0 && digits <= 0.5);
      expect(text === '与上年同期持平').toBe(digits === 0);
      if (digits > 0) expect(text).toContain(value > 0 ? '增长' : '下降');
    }),
  );
});

test('amounts of one sentence share a unit, unless the smallest would read 0.00', () => {
  expect(commonScale([779_000_000, 90_270_300]).unit).toBe('亿元');
  expect(commonScale([779_000_000, 461_700]).unit).toBe('万元');
  expect(commonScale([0, null, 461_700]).unit).toBe('万元');
  expect(commonScale([]).unit).toBe('元');
});

test('on paper nothing stands between Chinese and a number; words of letters keep their spaces', () => {
  expect(withoutGaps('支出 8506.68 万元，占 58.8%；1 至 11 月占 41.2%')).toBe(
    '支出8506.68万元，占58.8%；1至11月占41.2%',
  );
  expect(withoutGaps('意见 YS2026-A012 2026年1月8日提出')).toBe('意见YS2026-A012 2026年1月8日提出');
  expect(withoutGaps('Data Package 一份')).toBe('Data Package一份');
});
