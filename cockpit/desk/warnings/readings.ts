import type { RuleThreshold, Warning } from '../../../api/contracts/warnings.ts';
import { formatPeriod } from '../../figures/dates.ts';
import {
  formatNumber,
  readAmount,
  readCount,
  readPoints,
  readRatio,
  type Reading,
} from '../../figures/format.ts';
import { texts } from '../../locale/texts.ts';
import { warningTexts } from '../../locale/warnings.ts';

const joined = ({ text, suffix }: Reading): string => (suffix === '' ? text : `${text} ${suffix}`);

/** A value or threshold in its rule's unit; distances are told without a sign. */
export function measured(unit: Warning['unit'], value: number | null): string {
  if (value === null) return warningTexts.facts.none;
  switch (unit) {
    case 'yuan':
      return joined(readAmount(value));
    case 'ratio':
      return joined(readRatio(value));
    case 'points':
      return joined(readPoints(Math.abs(value))).replace('+', '');
    case 'days':
      return `${formatNumber(value)} ${texts.units.days}`;
    case 'count':
      return joined(readCount(value));
  }
}

/** A numerator or denominator. */
export function part(unit: Warning['partUnit'], value: number | null): string {
  if (value === null) return warningTexts.facts.none;
  if (unit === 'yuan') return joined(readAmount(value));
  return unit === 'days' ? `${formatNumber(value)} ${texts.units.days}` : joined(readCount(value));
}

/** A threshold as the file has it. */
export function thresholdText({ unit, value }: Pick<RuleThreshold, 'unit' | 'value'>): string {
  if (unit === 'points' || unit === 'share')
    return unit === 'points' ? measured('points', value) : measured('ratio', value);
  if (unit === 'yuan') return joined(readAmount(value));
  const { units } = warningTexts;
  const suffix = Object.entries(units).find(([name]) => name === unit)?.[1] ?? '';
  return `${formatNumber(value, Number.isInteger(value) ? 0 : 2)} ${suffix}`.trimEnd();
}

/** `2026-10` as 2026年10月. */
export const monthText = (month: string): string => formatPeriod({ from: month, to: month });
