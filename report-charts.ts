import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { yearCurves } from './cockpit/charts/accumulate.ts';
import { cumulativeOption } from './cockpit/charts/cumulative-option.ts';
import { paletteFrom } from './cockpit/charts/palette.ts';
import { scaleFor } from './cockpit/figures/format.ts';
import type { DrawCumulative } from './jobs/reports/fill.ts';

use([LineChart, GridComponent, LabelLayout, SVGRenderer]);

const size = { width: 720, height: 300 };

/** The tokens of the light theme, as the cockpit's style sheet has them: a report is read on paper. */
function lightTokens(): ReadonlyMap<string, string> {
  const css = readFileSync(join(import.meta.dirname, 'cockpit', 'theme', 'tokens.css'), 'utf8');
  const own = /\[data-theme='light'\][^{]*\{([^}]*)\}/.exec(css)?.[1] ?? '';
  return new Map(
    [...own.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** Draws the wall's chart of running totals as SVG text, the same for the same rows. */
export function cumulativeDrawing(): DrawCumulative {
  const tokens = lightTokens();
  const palette = paletteFrom('light', (name) => tokens.get(name) ?? '');
  return (rows) => {
    const curves = yearCurves(
      rows.map(({ key, label, ...row }) => ({ ...row, key: withoutNulls(key), label: withoutNulls(label) })),
    );
    const totals = curves.flatMap(({ months }) => months);
    const option = cumulativeOption({
      curves,
      budget: null,
      scale: scaleFor(totals),
      colour: palette.revenue,
      palette: { ...palette, ground: '#ffffff' },
      u: 1,
      text: 13,
      family: 'SimHei, "Noto Sans SC", sans-serif',
    });
    const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
    try {
      chart.setOption(option);
      return renumbered(chart.renderToSVGString());
    } finally {
      chart.dispose();
    }
  };
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
