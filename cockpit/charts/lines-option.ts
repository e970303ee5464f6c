import type { LineSeriesOption } from 'echarts/charts';
import { formatNumber } from '../figures/format.ts';
import type { ChartOption } from './cumulative-option.ts';
import { fromZero } from './from-zero.ts';
import type { Palette } from './palette.ts';

export interface Line {
  /** Written at the line's end; empty for none. */
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly colour: string;
  /** Of its name, where letters need a clearer colour than lines; the line's when absent. */
  readonly ink?: string;
  /** The line of interest is drawn heavier and above. */
  readonly strong?: boolean;
  /** Filled down to the axis. */
  readonly filled?: boolean;
}

export interface LinesInput {
  readonly categories: readonly string[];
  readonly lines: readonly Line[];
  /** The axis begins at zero unless a ratio's movement would vanish. */
  readonly floor?: number;
  readonly ceiling?: number;
  /** Parts the axis is divided into, about; three when absent. */
  readonly splits?: number;
  /** Values of the axis for people. */
  readonly format?: (value: number) => string;
  /** Which categories are named on the axis; all of them when absent. */
  readonly labelled?: (index: number) => boolean;
  /** Room for the names at the lines' ends, in units. */
  readonly endRoom?: number;
  readonly palette: Palette;
  readonly u: number;
  readonly text: number;
  readonly family: string;
}

/** Lines over common categories, named where they end; a month without data is a gap, not a line drawn over it. */
export function linesOption(input: LinesInput): ChartOption {
  const { palette, u, text, family, categories, labelled = () => true } = input;
  const label = { fontFamily: family, fontSize: text };
  const line = ({
    name,
    values,
    colour,
    ink = colour,
    strong = false,
    filled = false,
  }: Line): LineSeriesOption => ({
    type: 'line',
    name,
    data: [...values],
    connectNulls: false,
    showSymbol: false,
    silent: true,
    animation: false,
    z: strong ? 5 : 2,
    lineStyle: { color: colour, width: (strong ? 3.5 : 2) * u },
    itemStyle: { color: colour },
    ...(filled ? { areaStyle: { color: colour, opacity: 0.16 } } : {}),
    endLabel: {
      ...label,
      show: name !== '',
      formatter: name,
      color: ink,
      fontWeight: strong ? 700 : 400,
      distance: 6 * u,
    },
    labelLayout: { moveOverlap: 'shiftY' },
  });
  return {
    animation: false,
    grid: {
      left: 4 * u,
      right: (input.endRoom ?? 12) * u,
      top: 10 * u,
      bottom: 2 * u,
      outerBoundsMode: 'same',
    },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: [...categories],
      axisLine: { lineStyle: { color: palette.line, width: u } },
      axisTick: { show: false },
      axisLabel: { ...label, color: palette.ink3, interval: labelled, margin: 8 * u },
    },
    yAxis: {
      type: 'value',
      ...(input.floor === undefined
        ? fromZero(input.lines.flatMap(({ values }) => values))
        : { min: input.floor }),
      ...(input.ceiling === undefined ? {} : { max: input.ceiling }),
      splitNumber: input.splits ?? 3,
      splitLine: { lineStyle: { color: palette.line, width: Math.max(1, u) } },
      axisLabel: {
        ...label,
        color: palette.ink3,
        formatter: input.format ?? ((value: number) => formatNumber(value)),
        margin: 8 * u,
      },
    },
    series: input.lines.map(line),
  };
}
