import type { MetricDefinition } from '../../warehouse/metrics/definition.ts';
import type { MetricRow } from '../../warehouse/metrics/evaluate.ts';
import type { Readings } from './readings.ts';
import type { TemplateBlock } from './template.ts';

/** A metric by month. */
export interface DrawnSeries {
  readonly name: string;
  readonly metric: MetricDefinition;
  readonly rows: readonly MetricRow[];
}

/** Draws charts as SVG text; the composition root knows how. Years are calendar years. */
export interface ReportCharts {
  /** Running totals of each year there is. */
  readonly cumulative: (series: DrawnSeries) => string;
  /** The months of a year beside those of the year before. */
  readonly months: (series: DrawnSeries, year: number) => string;
  /** Values along the months. */
  readonly lines: (series: readonly DrawnSeries[]) => string;
  /** A year's opinions by channel; broken down by period and channel. */
  readonly opinions: (series: DrawnSeries, year: number) => string;
}

type ChartBlock = TemplateBlock & { readonly kind: 'chart' };

/** Months a line goes back, the report's last included. */
const lineMonths = 24;

/** The chart of a block, or null when there is nothing to draw. */
export async function drawChart(
  { chart, references }: ChartBlock,
  readings: Readings,
  charts: ReportCharts,
): Promise<string | null> {
  const series = await Promise.all(
    references.map(async (reference): Promise<DrawnSeries> => {
      const by = chart === 'opinions' ? (['period', 'channel'] as const) : (['period'] as const);
      const { rows } = await readings.ask({ ...reference, span: 'history' }, by);
      return { name: reference.title ?? reference.metric.name, metric: reference.metric, rows };
    }),
  );
  const [first] = series;
  if (first === undefined || series.every(({ rows }) => rows.every(({ value }) => value === null)))
    return null;
  const year = Number(readings.period.ytd.from.slice(0, 4));
  switch (chart) {
    case 'cumulative':
      return charts.cumulative(first);
    case 'months':
      return has(first, year) ? charts.months(first, year) : null;
    case 'opinions': {
      const own = { ...first, rows: first.rows.filter(({ key }) => key.period?.startsWith(String(year))) };
      return has(own, year) ? charts.opinions(own, year) : null;
    }
    case 'lines':
      return charts.lines(series.map((one) => ({ ...one, rows: lastMonths(one.rows) })));
  }
}

const has = ({ rows }: DrawnSeries, year: number): boolean =>
  rows.some(({ key, value }) => value !== null && key.period?.startsWith(String(year)) === true);

function lastMonths(rows: readonly MetricRow[]): readonly MetricRow[] {
  const months = [...new Set(rows.flatMap(({ key }) => key.period ?? []))].sort().slice(-lineMonths);
  const [from = ''] = months;
  return rows.filter(({ key }) => (key.period ?? '') >= from);
}
