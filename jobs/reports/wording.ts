import type { MetricUnit } from '../../warehouse/metrics/definition.ts';
import type { MetricRow } from '../../warehouse/metrics/evaluate.ts';

export type Reading = Pick<MetricRow, 'value' | 'status'>;

/** A unit that amounts are written in, and how many yuan one of it is. */
export interface MoneyScale {
  readonly unit: string;
  readonly yuan: number;
}

const scales: readonly MoneyScale[] = [
  { unit: '亿元', yuan: 100_000_000 },
  { unit: '万元', yuan: 10_000 },
];

/** One scale for a column, by its largest amount. */
export function scaleOf(amounts: readonly (number | null)[]): MoneyScale {
  const largest = Math.max(0, ...amounts.map((amount) => Math.abs(amount ?? 0)));
  return scales.find(({ yuan }) => largest >= yuan) ?? { unit: '元', yuan: 1 };
}

const grouped = (value: number, decimals: number): string =>
  new Intl.NumberFormat('zh-CN', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'negative',
  }).format(value);

/** The digits of a value in its unit, and the unit's word. Percentages and points have one decimal, money two. */
export function digitsOf(
  value: number,
  unit: MetricUnit,
  scale = scaleOf([value]),
): readonly [string, string] {
  switch (unit) {
    case 'yuan':
      return [grouped(value / scale.yuan, 2), scale.unit];
    case 'ratio':
      return [grouped(value * 100, 1), '%'];
    case 'points':
      return [grouped(value * 100, 1), '个百分点'];
    case 'count':
      return [grouped(value, Number.isInteger(value) ? 0 : 1), ''];
    case 'days':
      return [grouped(value, 1), '天'];
    case 'score':
      return [grouped(value, 1), '分'];
    case 'square_metre':
      return [grouped(value, 0), '平方米'];
  }
}

/** The number a reader sees, with its sign. */
const shownNumber = (digits: string, value: number): number =>
  Math.sign(value) * Number(digits.replaceAll(',', ''));

/** A figure in a sentence. */
export function figureText({ value, status }: Reading, unit: MetricUnit): string {
  if (value === null) return status === 'undefined' ? '（分母为零，无法计算）' : '（暂无数据）';
  return digitsOf(value, unit).join('');
}

/**
 * A change against last year in words that agree with the digits beside them: the digits that are shown decide, not
 * those behind them. `unchanged` is the share within which (inclusive) it counts as 基本持平.
 */
export function growthText({ value, status }: Reading, unchanged: number): string {
  if (value === null)
    return status === 'undefined' ? '上年同期为零，无法计算增幅' : '上年同期没有数据，不作比较';
  const [digits, unit] = digitsOf(Math.abs(value), 'ratio');
  const shown = shownNumber(digits, value);
  const sign = shown > 0 ? '+' : shown < 0 ? '-' : '';
  if (Math.abs(shown) <= unchanged * 100) return `与上年同期基本持平（${sign}${digits}${unit}）`;
  return shown > 0 ? `同比增长${digits}${unit}` : `同比下降${digits}${unit}`;
}

/** A distance from time progress, likewise. */
export function gapText({ value, status }: Reading, unchanged: number): string {
  if (value === null) return status === 'undefined' ? '没有预算数，无法与时间进度比较' : '没有数据，不作比较';
  const [digits, unit] = digitsOf(Math.abs(value), 'points');
  const shown = shownNumber(digits, value);
  if (Math.abs(shown) <= unchanged * 100) return '与时间进度基本持平';
  return shown > 0 ? `快于时间进度${digits}${unit}` : `慢于时间进度${digits}${unit}`;
}

/** `2026年1—9月`, `2026年9月`, `2026年`. */
export function monthsText(from: string, to: string): string {
  const [year, first] = [from.slice(0, 4), Number(from.slice(5))];
  const [lastYear, last] = [to.slice(0, 4), Number(to.slice(5))];
  if (year !== lastYear) return `${year}年${first}月至${lastYear}年${last}月`;
  if (first === 1 && last === 12) return `${year}年`;
  return first === last ? `${year}年${first}月` : `${year}年${first}—${last}月`;
}
