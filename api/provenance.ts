import type { DatasetReport } from '../warehouse/build-report.ts';
import type { Origin } from '../warehouse/deliveries.ts';
import type { MonthRange } from '../warehouse/metrics/period.ts';

const order: readonly Origin[] = ['delivered', 'published', 'sample'];

/** What people call them. */
export const originNames: Readonly<Record<Origin, string>> = {
  sample: '示例数据',
  published: '公开数据',
  delivered: '部门报送',
};

/** Where the datasets' numbers come from, each once. */
export function originsOf(datasets: readonly DatasetReport[]): Origin[] {
  return order.filter((origin) => datasets.some((dataset) => dataset.origins.includes(origin)));
}

/** The last day of a month `2026-02`. */
export function lastDay(month: string): string {
  const [year, index] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, index ?? 1, 0)).toISOString().slice(0, 10);
}

/** Up to when an answer speaks, and where its numbers come from. */
export interface Provenance {
  readonly asOf: string | null;
  readonly origins: Origin[];
}

/**
 * Of the datasets a metric reads: the oldest date up to which all of them speak, not later than the end of the
 * period asked for; undated datasets do not count.
 */
export function provenance(
  sources: readonly string[],
  datasets: readonly DatasetReport[],
  period: MonthRange | null,
): Provenance {
  const read = datasets.filter(({ contract }) => sources.includes(contract));
  const dates = read.flatMap(({ asOf }) => (asOf === null ? [] : [asOf]));
  const bounded = dates.length > 0 && period !== null ? [...dates, lastDay(period.to)] : dates;
  return { asOf: bounded.sort()[0] ?? null, origins: originsOf(read) };
}

/** What several answers side by side speak of: as old as the oldest of them. */
export function together(answers: readonly Provenance[]): Provenance {
  const dates = answers.flatMap(({ asOf }) => asOf ?? []);
  return {
    asOf: dates.sort()[0] ?? null,
    origins: order.filter((origin) => answers.some(({ origins }) => origins.includes(origin))),
  };
}
