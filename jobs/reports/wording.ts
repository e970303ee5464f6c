import type { MetricTime, MetricUnit } from '../../warehouse/metrics/definition.ts';
import type { MetricRow } from '../../warehouse/metrics/evaluate.ts';
import type { MonthRange } from '../../warehouse/metrics/period.ts';

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

/**
 * One scale for amounts in one sentence: by the largest, unless the smallest would read 0.00; then the smallest decides.
 */
export function commonScale(amounts: readonly (number | null)[]): MoneyScale {
  const given = amounts.flatMap((amount) => (amount === null || amount === 0 ? [] : [Math.abs(amount)]));
  const scale = scaleOf(given);
  const least = Math.min(...given);
  return given.length > 0 && least / scale.yuan < 0.005 ? scaleOf([least]) : scale;
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

/** A figure in a sentence. `noun`: what is counted. */
export function figureText(
  { value, status }: Reading,
  unit: MetricUnit,
  noun = '',
  scale = scaleOf([value]),
): string {
  if (value === null) return status === 'undefined' ? '（分母为零，无法计算）' : '（暂无数据）';
  return digitsOf(value, unit, scale).join('') + noun;
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
  if (shown === 0) return '与上年同期持平';
  const change = `${shown > 0 ? '增长' : '下降'}${digits}${unit}`;
  return Math.abs(shown) <= unchanged * 100 ? `与上年同期基本持平（${change}）` : `同比${change}`;
}

/** A distance from time progress, likewise; at the year's end time progress is the whole of what was meant. */
export function gapText({ value, status }: Reading, unchanged: number, isYearEnd = false): string {
  if (value === null) return status === 'undefined' ? '没有预算数，无法与时间进度比较' : '没有数据，不作比较';
  const [digits, unit] = digitsOf(Math.abs(value), 'points');
  const shown = shownNumber(digits, value);
  const [same, above, below] = isYearEnd
    ? ['与全年目标基本持平', '超过全年目标', '距全年目标差']
    : ['与时间进度基本持平', '快于时间进度', '慢于时间进度'];
  if (Math.abs(shown) <= unchanged * 100) return same;
  return `${shown > 0 ? above : below}${digits}${unit}`;
}

const risesAndFalls: Readonly<Record<MetricUnit, readonly [string, string]>> = {
  yuan: ['增加', '减少'],
  ratio: ['提高', '降低'],
  points: ['提高', '降低'],
  count: ['增加', '减少'],
  days: ['延长', '缩短'],
  score: ['提高', '降低'],
  square_metre: ['增加', '减少'],
};

/**
 * A difference from the same months of last year in words; that of a share is in points, and 基本持平 within
 * `unchanged`. `noun`: what is counted.
 */
export function changeText(
  { value, status }: Reading,
  unit: MetricUnit,
  unchanged: number,
  noun: string,
): string {
  if (value === null)
    return status === 'undefined' ? '上年同期无法计算，不作比较' : '上年同期没有可比的数据，不作比较';
  const isShare = unit === 'ratio' || unit === 'points';
  const [digits, word] = digitsOf(Math.abs(value), isShare ? 'points' : unit);
  const shown = shownNumber(digits, value);
  if (isShare ? Math.abs(shown) <= unchanged * 100 : shown === 0)
    return isShare ? '与上年同期基本持平' : '与上年同期持平';
  const [rises, falls] = risesAndFalls[unit];
  return `比上年同期${shown > 0 ? rises : falls}${digits}${word}${noun}`;
}

/** Chinese and digits or letters side by side, set without the space that a screen has between them. */
export const withoutGaps = (text: string): string =>
  text.replace(
    /(?<=[\p{Script=Han}，。；：、“”（）〔〕《》])[ ]+(?=[\dA-Za-z])|(?<=[\dA-Za-z%])[ ]+(?=[\p{Script=Han}“（〔《])/gu,
    '',
  );

/** `2026年1—9月`, `2026年9月`, `2026年`. */
export function monthsText(from: string, to: string): string {
  const [year, first] = [from.slice(0, 4), Number(from.slice(5))];
  const [lastYear, last] = [to.slice(0, 4), Number(to.slice(5))];
  if (year !== lastYear) return `${year}年${first}月至${lastYear}年${last}月`;
  if (first === 1 && last === 12) return `${year}年`;
  return first === last ? `${year}年${first}月` : `${year}年${first}—${last}月`;
}

/** The months a figure speaks of: those of a state at a month's end are that end. */
export function spokenText(time: MetricTime, { from, to }: MonthRange): string {
  return time === 'stock' ? `${monthsText(to, to)}末` : monthsText(from, to);
}
