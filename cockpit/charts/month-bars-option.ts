import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import { formatNumber } from '../figures/format.ts';
import { texts } from '../locale/texts.ts';
import type { ChartOption } from './cumulative-option.ts';
import type { Palette } from './palette.ts';

export interface MonthBarsInput {
  /** Twelve values each, null where nothing was delivered. */
  readonly current: readonly (number | null)[];
  readonly before: readonly (number | null)[];
  /** What the bars and the line are called where they are. */
  readonly names: { readonly current: string; readonly before: string };
  /** What one unit of the axis is worth. */
  readonly per: number;
  readonly colour: string;
  readonly palette: Palette;
  readonly u: number;
  readonly text: number;
  readonly family: string;
}

const scaled = (values: readonly (number | null)[], per: number): (number | null)[] =>
  values.map((value) => (value === null ? null : value / per));

/** The last month that holds data, from zero; −1 without any. */
export const lastMonth = (values: readonly (number | null)[]): number =>
  values.findLastIndex((value) => value !== null);

/** This year's months as bars, last year's as marks over them: where a bar ends short of its mark, it fell. */
export function monthBarsOption(input: MonthBarsInput): ChartOption {
  const { palette, u, text, family, names } = input;
  const label = { fontFamily: family, fontSize: text };
  const last = lastMonth(input.current);
  const bars: BarSeriesOption = {
    type: 'bar',
    name: names.current,
    data: scaled(input.current, input.per).map((value, index) =>
      index === last
        ? {
            value,
            label: { show: true, formatter: names.current, position: 'insideBottom', color: palette.ground },
          }
        : value,
    ),
    silent: true,
    animation: false,
    barCategoryGap: '34%',
    label: { ...label, show: false },
    itemStyle: { color: input.colour },
  };
  const marks: LineSeriesOption = {
    type: 'line',
    name: names.before,
    data: scaled(input.before, input.per),
    silent: true,
    animation: false,
    symbol: 'rect',
    symbolSize: [24 * u, 6 * u],
    showSymbol: true,
    showAllSymbol: true,
    lineStyle: { width: 0 },
    // An edge of the ground sets a mark off from the bar it lies on.
    itemStyle: { color: palette.gold, borderColor: palette.ground, borderWidth: 1.5 * u },
    z: 4,
  };
  return {
    animation: false,
    grid: { left: 4 * u, right: 4 * u, top: 10 * u, bottom: 2 * u, outerBoundsMode: 'same' },
    xAxis: {
      type: 'category',
      data: Array.from({ length: 12 }, (_, index) => texts.periods.axisMonth(index + 1)),
      axisLine: { lineStyle: { color: palette.line, width: u } },
      axisTick: { show: false },
      axisLabel: {
        ...label,
        color: palette.ink3,
        interval: (index) => index % 3 === 0 || index === 11,
        margin: 8 * u,
      },
    },
    yAxis: {
      type: 'value',
      splitNumber: 3,
      splitLine: { lineStyle: { color: palette.line, width: Math.max(1, u) } },
      axisLabel: {
        ...label,
        color: palette.ink3,
        formatter: (value: number) => formatNumber(value),
        margin: 8 * u,
      },
    },
    series: [bars, marks],
  };
}
