import type { MonthRange } from '../metrics/period.ts';

/** Months counted through, so that the next one is one more. */
export const monthIndex = (month: string): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

export const monthAt = (index: number): string =>
  `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;

/** The month so many months later; earlier where `by` is negative. */
export const shifted = (month: string, by: number): string => monthAt(monthIndex(month) + by);

export const shiftedRange = ({ from, to }: MonthRange, by: number): MonthRange => ({
  from: shifted(from, by),
  to: shifted(to, by),
});

/** Every month of a range, both ends included. */
export function monthsOf({ from, to }: MonthRange): string[] {
  const first = monthIndex(from);
  return Array.from({ length: monthIndex(to) - first + 1 }, (_, index) => monthAt(first + index));
}

/** Months in order as people write them: `2026-01..2026-05、2026-07`. */
export function monthsText(months: readonly string[]): string {
  const runs: MonthRange[] = [];
  for (const month of months) {
    const last = runs.at(-1);
    if (last !== undefined && shifted(last.to, 1) === month) runs[runs.length - 1] = { ...last, to: month };
    else runs.push({ from: month, to: month });
  }
  return runs.map(({ from, to }) => (from === to ? from : `${from}..${to}`)).join('、');
}
