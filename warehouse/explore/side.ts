import type { Engine } from '../engine.ts';
import type { Dimension, MetricDefinition } from '../metrics/definition.ts';
import { evaluateMetric, type MetricRow } from '../metrics/evaluate.ts';
import type { MonthRange } from '../metrics/period.ts';
import type { MetricRequest } from '../metrics/request.ts';
import type { Asked, Span } from './comparison.ts';
import type { Part } from './joined-rows.ts';
import { shifted } from './months.ts';

/** One side of a comparison: what is asked, of which build, and how many months later its values stand. */
export interface Side {
  readonly engine: Engine;
  readonly metric: MetricDefinition;
  readonly filters: MetricRequest['filters'];
  readonly later: number;
  readonly value: (row: MetricRow) => number | null;
}

export interface Answered {
  readonly parts: readonly Part[];
  /** By step. */
  readonly periods: ReadonlyMap<string | null, MonthRange>;
}

/** Rows of all steps that a measure may have: what is put side by side is put together in memory. */
const mostRows = 50_000;

const periodOf = (range: MonthRange | null): string | null =>
  range === null ? null : `${range.from}..${range.to}`;

const laterMonth = (month: string | null | undefined, by: number): string | null =>
  typeof month === 'string' ? shifted(month, by) : null;

/** The value as it stands on the current side: of a later month where it is a year before. */
function moved(row: MetricRow, by: readonly Dimension[], later: number): Pick<Part, 'key' | 'label'> {
  const { key, label } = row;
  if (later === 0 || !by.includes('period')) return { key, label };
  const period = laterMonth(key.period, later);
  const name = period === null ? null : `${period.slice(0, 4)}年${Number(period.slice(5))}月`;
  return { key: { ...key, period }, label: { ...label, period: name } };
}

/**
 * What a side answers in its steps.
 * @throws MetricRequestError when it does not fit the metric, or has more rows than may be put together
 */
export async function answered(
  { engine, metric, filters, later, value }: Side,
  spans: readonly Span[],
  { by, grain, period: given }: Asked,
): Promise<Answered> {
  const parts: Part[] = [];
  const periods = new Map<string | null, MonthRange>();
  const ask = async ({ range, months }: Span, dimensions: readonly Dimension[]) => {
    // What an annual metric is asked by month is for the metric to refuse.
    const period = metric.time === 'annual' ? given : periodOf(range);
    const asked = { metric, by: dimensions, period, filters };
    const most = { mostRows: mostRows - parts.length };
    const answer = await evaluateMetric(engine, months === null ? asked : { ...asked, months }, most);
    return { ...answer, rows: answer.rows.filter(({ status }) => status !== 'no_data') };
  };
  const keep = (time: string | null, row: MetricRow) =>
    parts.push({ time, ...moved(row, by, later), value: value(row) });
  const [first] = spans;
  const last = spans.at(-1)?.range;
  if (grain === 'month' && !by.includes('period') && first?.range && last) {
    // A month's value is what the metric says of that month: one statement answers them all.
    const whole = { ...first, range: { from: first.range.from, to: last.to } };
    for (const row of (await ask(whole, ['period', ...by])).rows) {
      const time = laterMonth(row.key.period, later);
      const month = row.key.period ?? '';
      periods.set(time, { from: month, to: month });
      keep(time, row);
    }
    return { parts, periods };
  }
  for (const span of spans) {
    const { rows, period } = await ask(span, by);
    if (rows.length > 0 && period !== null) periods.set(span.time, period);
    for (const row of rows) keep(span.time, row);
  }
  return { parts, periods };
}
