import type { Metric } from '../../../api/contracts/metrics.ts';
import { formatDay, formatStamp } from '../../../cockpit/figures/dates.ts';
import {
  formatNumber,
  readAmount,
  readAmountChange,
  readCount,
  readGrowth,
  readPoints,
  readRatio,
  readRow,
  type Reading,
} from '../../../cockpit/figures/format.ts';
import type { Told } from './sources.ts';

const scales = [
  { unit: '亿元', yuan: 100_000_000 },
  { unit: '万元', yuan: 10_000 },
  { unit: '元', yuan: 1 },
];

/** Units that change what digits say: where one follows, it has to be the reading's own. */
const units = /^ ?(亿元|万元|元|%|个百分点|万平方米|平方米)/u;

const amounts = (value: number): readonly Reading[] => [
  ...scales.flatMap((scale) => [readAmount(value, scale), readAmountChange(value, scale)]),
  { text: formatNumber(value, 2), suffix: '元' },
];

/** Every way in which the wall may write a number of a unit; null where the API names no unit. */
function ways(value: number, unit: Metric['unit'] | null): readonly Reading[] {
  if (unit === null)
    return [
      readCount(value),
      { text: formatNumber(value), suffix: '' },
      // A row of a file is called by its number, which is not grouped.
      { text: String(value), suffix: '' },
      ...amounts(value),
    ];
  if (unit === 'yuan') return amounts(value);
  if (unit === 'ratio') return [readRatio(value), readGrowth(value)];
  if (unit === 'points') {
    const points = readPoints(value);
    // Beside the word for its direction a difference is written without its sign.
    return [points, { ...points, text: points.text.replace(/^[+−]/u, '') }];
  }
  return [readRow(unit, { value, status: 'ok' })];
}

/** A date as the wall writes it: in full, by the minute, or without the year that goes without saying. */
const ofText = (text: string): readonly string[] => {
  if (/^[\da-f]{64}$/u.test(text)) return [text, text.slice(0, 12)];
  const day = /^\d{4}-\d{2}-\d{2}/u.exec(text)?.[0];
  if (day === undefined) return [text];
  return text.includes('T') ? [formatStamp(text)] : [text, formatDay(day), day.slice('2026-'.length)];
};

const inside = /[\p{Nd}.,]$/u;

/** What of the text writes what the API told: from where on, and how long; null where nothing does. */
export function writtenAs(
  text: string,
  told: Told,
  unit: Metric['unit'] | null,
): { readonly start: number; readonly length: number } | null {
  if (told === null) return null;
  if (typeof told === 'string') {
    const [found] = ofText(told).flatMap((way) => {
      const start = way === '' ? -1 : text.indexOf(way);
      return start < 0 ? [] : [{ start, length: way.length }];
    });
    return found ?? null;
  }
  const all = ways(told, unit);
  for (const { 0: digits, index } of text.matchAll(/[+−]?\d[\d,]*(?:\.\d+)?/gu)) {
    const follows = units.exec(text.slice(index + digits.length))?.[1];
    const isTold = all.some(
      (way) => way.text === digits && (follows === undefined || way.suffix === follows),
    );
    // Not out of the middle of another number.
    if (isTold && !inside.test(text.slice(0, index))) return { start: index, length: digits.length };
  }
  return null;
}
