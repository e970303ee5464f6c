import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { MoneyScale } from '../figures/format.ts';
import { formatNumber } from '../figures/format.ts';
import { texts } from '../locale/texts.ts';
import { lastPoint } from './accumulate.ts';
import type { YearCurve } from './accumulate.ts';
import { fromZero } from './from-zero.ts';
import type { Palette } from './palette.ts';

export type ChartOption = ComposeOption<LineSeriesOption | BarSeriesOption | GridComponentOption>;

export interface CumulativeInput {
  /** Oldest first; the last is the year of interest. */
  readonly curves: readonly YearCurve[];
  /** The whole year's budget, yuan; drawn as a dashed line. */
  readonly budget: number | null;
  readonly scale: MoneyScale;
  readonly colour: string;
  /** Dashes and gaps of the years before, in units, the newest first; they are solid without. */
  readonly pastDashes?: readonly (readonly number[])[];
  readonly palette: Palette;
  /** CSS pixels of one unit, and of the smallest text. */
  readonly u: number;
  readonly text: number;
  readonly family: string;
}

const labelledMonths: ReadonlySet<number> = new Set([1, 6, 12]);

/** Decimals that keep axis labels short: none from ten up. */
const axisLabel = (value: number): string => formatNumber(value, value !== 0 && Math.abs(value) < 10 ? 1 : 0);

/** Above and to the left of the line's end, where a running total leaves room; a rim keeps it apart from other lines. */
const besideLine = ({ palette, u }: CumulativeInput) => ({
  align: 'right' as const,
  verticalAlign: 'bottom' as const,
  offset: [-12 * u, -4 * u],
  textBorderColor: palette.ground,
  textBorderWidth: 4 * u,
});

/** Running totals of several years, directly labelled, the current one in colour and above the others. */
export function cumulativeOption(input: CumulativeInput): ChartOption {
  const { curves, budget, scale, palette, u, text, family } = input;
  const current = curves.at(-1);
  const label = { fontFamily: family, fontSize: text };
  const past = curves.slice(0, -1);
  const line = (curve: YearCurve, index: number): LineSeriesOption => {
    const isCurrent = curve === current;
    const age = past.length - 1 - index;
    const colour = isCurrent ? input.colour : (palette.past[age] ?? palette.past[2]);
    const dashes = isCurrent ? undefined : input.pastDashes?.[age];
    const end = lastPoint(curve);
    return {
      type: 'line',
      name: String(curve.year),
      data: curve.months.map((amount) => (amount === null ? null : amount / scale.yuan)),
      showSymbol: false,
      silent: true,
      animation: false,
      z: isCurrent ? 5 : 2,
      lineStyle: {
        color: colour,
        width: (isCurrent ? 3.5 : 1.75) * u,
        ...(dashes ? { type: dashes.map((length) => length * u) } : {}),
      },
      itemStyle: { color: colour },
      endLabel: {
        ...label,
        // A year that stopped in its first month would be named on the axis.
        show: end !== null && (isCurrent || end.month > 1),
        formatter: String(curve.year),
        color: isCurrent ? input.colour : palette.ink3,
        fontWeight: isCurrent ? 700 : 400,
        ...(isCurrent ? besideLine(input) : { distance: 6 * u }),
      },
      ...(isCurrent ? {} : { labelLayout: { moveOverlap: 'shiftY' } }),
    };
  };
  const budgetLine: LineSeriesOption[] =
    budget === null
      ? []
      : [
          {
            type: 'line',
            name: 'budget',
            data: Array.from({ length: 12 }, () => budget / scale.yuan),
            showSymbol: false,
            silent: true,
            animation: false,
            z: 1,
            lineStyle: { color: palette.gold, width: 1.5 * u, type: [6 * u, 5 * u] },
          },
        ];
  return {
    animation: false,
    grid: { left: 4 * u, right: 50 * u, top: 10 * u, bottom: 2 * u, outerBoundsMode: 'same' },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: Array.from({ length: 12 }, (_, index) => texts.periods.axisMonth(index + 1)),
      axisLine: { lineStyle: { color: palette.line, width: u } },
      axisTick: { show: false },
      axisLabel: {
        ...label,
        color: palette.ink3,
        // The years are named right of the last month, which keeps to its side.
        alignMaxLabel: 'right',
        interval: (index) => labelledMonths.has(index + 1),
        margin: 8 * u,
      },
    },
    yAxis: {
      type: 'value',
      ...fromZero(curves.flatMap(({ months }) => months)),
      splitNumber: 3,
      splitLine: { lineStyle: { color: palette.line, width: Math.max(1, u) } },
      axisLabel: { ...label, color: palette.ink3, formatter: axisLabel, margin: 8 * u },
    },
    series: [...budgetLine, ...curves.map(line)],
  };
}
