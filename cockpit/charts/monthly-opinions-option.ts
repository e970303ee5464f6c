import type { BarSeriesOption } from 'echarts/charts';
import type { MetricRow } from '../../api/contracts/metrics.ts';
import { monthOf } from '../figures/dates.ts';
import { formatNumber } from '../figures/format.ts';
import { texts } from '../locale/texts.ts';
import type { ChartOption } from './cumulative-option.ts';
import type { Palette } from './palette.ts';

export interface MonthlyOpinionsInput {
  /** `opinions_received` by period and channel. */
  readonly rows: readonly MetricRow[];
  readonly palette: Palette;
  readonly u: number;
  readonly text: number;
  readonly family: string;
}

/** The months that hold data, in order: `2026-01` … */
export const monthsOf = (rows: readonly MetricRow[]): string[] =>
  [...new Set(rows.flatMap((row) => (row.value === null ? [] : (row.key.period ?? []))))].sort();

/** Opinions a month, on line above on site, so that both the total and the share are seen. */
export function monthlyOpinionsOption(input: MonthlyOpinionsInput): ChartOption {
  const { rows, palette, u, text, family } = input;
  const months = monthsOf(rows);
  const of = (channel: string): number[] =>
    months.map(
      (month) => rows.find((row) => row.key.period === month && row.key.channel === channel)?.value ?? 0,
    );
  const bar = (name: string, channel: string, colour: string): BarSeriesOption => ({
    type: 'bar',
    name,
    stack: 'opinions',
    data: of(channel),
    silent: true,
    animation: false,
    barCategoryGap: '44%',
    itemStyle: { color: colour },
  });
  return {
    animation: false,
    grid: { left: 0, right: 0, top: 10 * u, bottom: 0, outerBoundsMode: 'same' },
    xAxis: {
      type: 'category',
      data: months.map((month) => texts.periods.axisMonth(monthOf(month)?.month ?? 0)),
      axisLine: { lineStyle: { color: palette.line, width: u } },
      axisTick: { show: false },
      axisLabel: {
        color: palette.ink3,
        fontFamily: family,
        fontSize: text,
        interval: (index) => index % 3 === 0,
        margin: 6 * u,
      },
    },
    yAxis: {
      type: 'value',
      splitNumber: 2,
      splitLine: { lineStyle: { color: palette.line, width: Math.max(1, u) } },
      axisLabel: {
        color: palette.ink3,
        fontFamily: family,
        fontSize: text,
        formatter: (value: number) => formatNumber(value),
        margin: 8 * u,
      },
    },
    series: [
      bar(texts.stations.onsiteChannel, 'onsite', palette.past[1]),
      bar(texts.stations.onlineChannel, 'online', palette.revenue),
    ],
  };
}
