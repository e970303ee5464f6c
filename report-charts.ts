import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { yearCurves } from './cockpit/charts/accumulate.ts';
import { cumulativeOption, type ChartOption } from './cockpit/charts/cumulative-option.ts';
import { linesOption } from './cockpit/charts/lines-option.ts';
import { monthBarsOption } from './cockpit/charts/month-bars-option.ts';
import { monthlyOpinionsOption } from './cockpit/charts/monthly-opinions-option.ts';
import { monthsOfYear } from './cockpit/charts/months.ts';
import { paletteFrom } from './cockpit/charts/palette.ts';
import { scaleFor } from './cockpit/figures/format.ts';
import type { DrawnSeries, ReportCharts } from './jobs/reports/draw-chart.ts';
import type { MetricUnit } from './warehouse/metrics/definition.ts';

use([BarChart, LineChart, GridComponent, LabelLayout, SVGRenderer]);

const size = { width: 720, height: 300 };
/** Nine points where the picture is as wide as the text of a page (156 mm). */
const chartText = 15;
/** Last year, the one before, and so on: told apart where they are printed in grey. */
const pastDashes = [
  [12, 4],
  [6, 4],
  [2, 4],
];

/** The tokens of the light theme, as the cockpit's style sheet has them: a report is read on paper. */
function lightTokens(): ReadonlyMap<string, string> {
  const css = readFileSync(join(import.meta.dirname, 'cockpit', 'theme', 'tokens.css'), 'utf8');
  const own = /\[data-theme='light'\][^{]*\{([^}]*)\}/.exec(css)?.[1] ?? '';
  return new Map(
    [...own.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** What one unit of an axis is worth: shares are drawn in per cent. */
const axisOf = (unit: MetricUnit, values: readonly (number | null)[]): number =>
  unit === 'yuan' ? scaleFor(values).yuan : unit === 'ratio' || unit === 'points' ? 0.01 : 1;

const rowsOf = ({ rows }: DrawnSeries) =>
  rows.map(({ key, label, ...row }) => ({ ...row, key: withoutNulls(key), label: withoutNulls(label) }));

/** Draws the cockpit's own charts as SVG text, the same for the same rows. */
export function reportCharts(): ReportCharts {
  const tokens = lightTokens();
  const palette = { ...paletteFrom('light', (name) => tokens.get(name) ?? ''), ground: '#ffffff' };
  const style = { palette, u: 1, text: chartText, family: 'SimHei, Noto Sans SC, sans-serif' };
  const colours = [palette.revenue, palette.expenditure, palette.gold, palette.ink2];
  return {
    cumulative: (series) => {
      const curves = yearCurves(rowsOf(series));
      const scale = scaleFor(curves.flatMap(({ months }) => months));
      const colour = palette.revenue;
      return drawn(cumulativeOption({ curves, budget: null, scale, colour, pastDashes, ...style }));
    },
    months: (series, year) => {
      const rows = rowsOf(series);
      const [current, before] = [monthsOfYear(rows, year), monthsOfYear(rows, year - 1)];
      const per = axisOf(series.metric.unit, [...current, ...before]);
      const names = { current: '', before: '' };
      return drawn(monthBarsOption({ current, before, names, per, colour: palette.revenue, ...style }));
    },
    lines: (series) => {
      const rows = series.map(rowsOf);
      const months = [...new Set(rows.flat().flatMap(({ key }) => key.period ?? []))].sort();
      const unit = series[0]?.metric.unit ?? 'count';
      const per = axisOf(
        unit,
        rows.flat().map(({ value }) => value),
      );
      const lines = series.map(({ name }, index) => ({
        name,
        colour: colours[index % colours.length] ?? palette.ink,
        strong: index === 0,
        values: months.map((month) => {
          const value = rows[index]?.find(({ key }) => key.period === month)?.value ?? null;
          return value === null ? null : value / per;
        }),
      }));
      const lowest = Math.min(0, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)));
      const highest = Math.max(...lines.flatMap(({ values }) => values.map((value) => value ?? 0)));
      // A share that nears the whole ends there, and not above it.
      const ceiling = unit === 'ratio' && highest > 75 && highest <= 100 ? { ceiling: 100, splits: 5 } : {};
      const longest = Math.max(...series.map(({ name }) => name.length));
      const categories = months.map((month) => `${month.slice(2, 4)}年${Number(month.slice(5))}月`);
      const every = Math.max(1, Math.ceil(months.length / 8));
      const endRoom = (longest + 1) * style.text;
      const labelled = (index: number): boolean => index % every === 0;
      return drawn(
        linesOption({ categories, lines, floor: lowest, ...ceiling, labelled, endRoom, ...style }),
      );
    },
    opinions: (series) => drawn(monthlyOpinionsOption({ rows: rowsOf(series), ...style })),
  };
}

function drawn(option: ChartOption): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption(option);
    return renumbered(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/** Names of classes and clips count up over the process; the same picture has to be the same text. */
function renumbered(svg: string): string {
  const names = new Map<string, string>();
  return svg.replace(/\bzr\d+-[a-z]+-?\d+/g, (name) => {
    const known = names.get(name) ?? `zr-${names.size}`;
    names.set(name, known);
    return known;
  });
}

function withoutNulls<Name extends string>(
  given: Partial<Record<Name, string | null>>,
): Partial<Record<Name, string>> {
  return Object.fromEntries(
    Object.entries<string | null | undefined>(given).filter(([, value]) => typeof value === 'string'),
  ) as Partial<Record<Name, string>>;
}
