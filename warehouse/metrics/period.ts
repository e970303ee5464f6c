import type { MetricTime } from './definition.ts';
import { MetricRequestError } from './request.ts';

/** Months `2026-01`, both ends included. */
export interface MonthRange {
  readonly from: string;
  readonly to: string;
}

const month = String.raw`\d{4}-(?:0[1-9]|1[0-2])`;
const shape = new RegExp(`^(?:(\\d{4})(?:-(H[12]|Q[1-4]))?|(${month})(?:\\.\\.(${month}))?)$`);

/** Years a ledger may be of: what is outside is a slip of the hand. */
const firstYear = 1900;
const lastYear = 2199;

const part = (index: number, months: number): readonly [string, string] => [
  String((index - 1) * months + 1).padStart(2, '0'),
  String(index * months).padStart(2, '0'),
];

/**
 * `2026`, `2026-H1`, `2026-Q3`, `2026-09` or `2023-01..2026-10` as months.
 * @throws MetricRequestError on anything else.
 */
export function parsePeriod(text: string): MonthRange {
  const range = parsedRange(text);
  for (const month of [range.from, range.to]) {
    const year = Number(month.slice(0, 4));
    if (year < firstYear || year > lastYear)
      throw new MetricRequestError(
        'invalid_parameter',
        'period',
        `时期“${text}”的年份应在 ${firstYear} 到 ${lastYear} 之间`,
      );
  }
  return range;
}

function parsedRange(text: string): MonthRange {
  const found = shape.exec(text);
  if (!found)
    throw new MetricRequestError(
      'invalid_parameter',
      'period',
      `时期“${text}”无法识别；应写作 2026、2026-H1、2026-Q3、2026-09 或 2023-01..2026-10`,
    );
  const [, year, slice, from, to] = found;
  if (year !== undefined) {
    const index = Number(slice?.slice(1) ?? 1);
    const [first, last] = part(index, slice === undefined ? 12 : slice.startsWith('H') ? 6 : 3);
    return { from: `${year}-${first}`, to: `${year}-${last}` };
  }
  const start = from ?? text;
  const end = to ?? start;
  if (start > end)
    throw new MetricRequestError(
      'invalid_parameter',
      'period',
      `时期“${text}”的起始月份晚于结束月份；请对调，写作 ${end}..${start}`,
    );
  return { from: start, to: end };
}

/** The year of a month up to that month. */
export function yearToDate(latest: string): MonthRange {
  return { from: `${latest.slice(0, 4)}-01`, to: latest };
}

/** The months a metric speaks of where none are asked for, given the last one there is; null for an annual one. */
export function latestRange(time: MetricTime, latest: string | null): MonthRange | null {
  if (latest === null || time === 'annual') return null;
  return time === 'stock' ? { from: latest, to: latest } : yearToDate(latest);
}
