import type { Threshold } from './thresholds.ts';

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
  /** How the unit is written, for who wrote it otherwise. */
  readonly written: string;
}

const whole = (least: number, most: number, written: string): Bounds => ({
  least,
  most,
  isWhole: true,
  written,
});
const fraction = (most: number, written: string): Bounds => ({ least: 0, most, isWhole: false, written });

const byUnit: Readonly<Record<Threshold['unit'], Bounds>> = {
  share: fraction(1, '比例写作小数，90% 写 0.9'),
  points: fraction(1, '百分点写作小数，10 个百分点写 0.1'),
  yuan: fraction(1e15, '金额以元计'),
  days: whole(0, 3_660, '天数写整数'),
  month: whole(1, 12, '月份写 1 至 12'),
  months: whole(1, 120, '月数写整数'),
  count: whole(0, 100_000, '件数写整数'),
  multiple: { least: 1, most: 1_000, isWhole: false, written: '5 倍写 5' },
};

const ofLimit = fraction(2, '占限额或预算的比例写作小数，90% 写 0.9，105% 写 1.05');

/** Shares that may be more than the whole: of a budget or a limit, which can be overrun; and growth. */
const beyondOne: Readonly<Record<string, Bounds>> = {
  debt_near_limit: ofLimit,
  project_overspent: ofLimit,
  three_publics_over: ofLimit,
  project_change: fraction(10, '增减幅度写作小数，30% 写 0.3，增加一倍半写 1.5'),
};

const boundsOf = ({ rule, unit }: Pick<Threshold, 'rule' | 'unit'>): Bounds =>
  (unit === 'share' ? beyondOne[rule] : undefined) ?? byUnit[unit];

/** What is wrong with a value in its unit, in Chinese; null: it may be so. */
export function outOfBounds(entry: Pick<Threshold, 'rule' | 'unit' | 'value'>): string | null {
  const { least, most, isWhole, written } = boundsOf(entry);
  const { value } = entry;
  if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return null;
  return `${value} 超出范围，应为 ${least} 到 ${most} 之间的${isWhole ? '整数' : '数'}（${written}）`;
}

/** Names of one rule whose values stand in an order. */
const pairs: readonly (readonly [first: string, second: string])[] = [
  ['yellow', 'red'],
  ['low', 'high'],
];

type Values = Readonly<Record<string, number>>;

/**
 * What is wrong with the order of a rule's values, in Chinese; null: nothing.
 * @param shipped the values of the house, which say which way the rule goes: a low share is worse where red is below yellow
 */
export function outOfOrder(values: Values, shipped: Values): string | null {
  for (const [first, second] of pairs) {
    const [a, b, from, to] = [values[first], values[second], shipped[first], shipped[second]];
    if (a === undefined || b === undefined || from === undefined || to === undefined) continue;
    if (from <= to ? a <= b : a >= b) continue;
    return `${first}（${a}）${from <= to ? '高于' : '低于'} ${second}（${b}），${first} 会永远不起作用；${first} 应${
      from <= to ? '不高于' : '不低于'
    } ${second}`;
  }
  return null;
}
