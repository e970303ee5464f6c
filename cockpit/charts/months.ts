import type { MetricRow } from '../../api/contracts/metrics.ts';
import { monthOf } from '../figures/dates.ts';

/** The years that hold data, oldest first. */
export const yearsOf = (rows: readonly MetricRow[]): number[] =>
  [
    ...new Set(
      rows.flatMap((row) => (row.value === null ? [] : (monthOf(row.key.period ?? '')?.year ?? []))),
    ),
  ].sort((a, b) => a - b);

/** A year's twelve values of a breakdown by period, null where no month was delivered. */
export function monthsOfYear(rows: readonly MetricRow[], year: number): (number | null)[] {
  const months = Array.from({ length: 12 }, (): number | null => null);
  for (const row of rows) {
    const month = monthOf(row.key.period ?? '');
    if (month?.year === year) months[month.month - 1] = row.value;
  }
  return months;
}
