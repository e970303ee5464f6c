import type { MetricRow } from '../../api/contracts/metrics.ts';
import { monthOf } from '../figures/dates.ts';

/** One year's running total: twelve months, null from the first month without data on. */
export interface YearCurve {
  readonly year: number;
  /** Yuan. */
  readonly months: readonly (number | null)[];
}

/** Adds in fen, whole numbers, so that twelve months equal the year to the fen. */
function runningTotal(monthly: ReadonlyMap<number, number>): (number | null)[] {
  const months: (number | null)[] = [];
  let fen = 0;
  let open = true;
  for (let month = 1; month <= 12; month += 1) {
    const amount = monthly.get(month);
    open &&= amount !== undefined;
    fen += Math.round((amount ?? 0) * 100);
    months.push(open ? fen / 100 : null);
  }
  return months;
}

/** Monthly amounts, broken down by period, as one curve a year, oldest first. */
export function yearCurves(rows: readonly MetricRow[]): YearCurve[] {
  const years = new Map<number, Map<number, number>>();
  for (const row of rows) {
    const month = monthOf(row.key.period ?? '');
    if (month === null || row.value === null) continue;
    const monthly = years.get(month.year) ?? new Map<number, number>();
    monthly.set(month.month, row.value);
    years.set(month.year, monthly);
  }
  return [...years]
    .sort(([left], [right]) => left - right)
    .map(([year, monthly]) => ({ year, months: runningTotal(monthly) }));
}

/** The last month reached, and the total there. */
export function lastPoint(curve: YearCurve | undefined): { month: number; amount: number } | null {
  let last: { month: number; amount: number } | null = null;
  curve?.months.forEach((amount, index) => {
    if (amount !== null) last = { month: index + 1, amount };
  });
  return last;
}
