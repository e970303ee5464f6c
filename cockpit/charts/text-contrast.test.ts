import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scaleFor } from '../figures/format.ts';
import { contrast, themeTokens } from '../theme/contrast.ts';
import { fakeRow } from '../wire/fake-answers.ts';
import { yearCurves } from './accumulate.ts';
import { cumulativeOption } from './cumulative-option.ts';
import { linesOption } from './lines-option.ts';
import { monthBarsOption } from './month-bars-option.ts';
import { monthlyOpinionsOption } from './monthly-opinions-option.ts';
import { paletteFrom, type Palette } from './palette.ts';

const css = readFileSync(join(import.meta.dirname, '../theme/tokens.css'), 'utf8');

/** Letters a chart draws: their colour, and that of what they lie on. */
interface Letters {
  readonly at: string;
  readonly colour: string;
  readonly ground: string;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Every label of an option that is shown and says its colour: a checker of canvases, which no other tool reads. */
function lettersIn(value: unknown, wall: string, at = 'option', shape = wall): readonly Letters[] {
  if (!isObject(value)) return [];
  const own = isObject(value.itemStyle) ? value.itemStyle.color : undefined;
  const drawn = typeof own === 'string' ? own : shape;
  return Object.entries(value).flatMap(([key, part]) => {
    const here = `${at}.${key}`;
    if (/label$/i.test(key) && isObject(part) && typeof part.color === 'string' && part.show !== false) {
      const isInside = typeof part.position === 'string' && part.position.startsWith('inside');
      return [{ at: here, colour: part.color, ground: isInside ? drawn : wall }];
    }
    return lettersIn(part, wall, here, drawn);
  });
}

const month = (period: string, value: number | null, channel = 'online') =>
  fakeRow(value, { period, channel });

function optionsOf(palette: Palette): Readonly<Record<string, unknown>> {
  const style = { palette, u: 1, text: 16, family: 'Noto' };
  const curves = yearCurves([2023, 2024, 2025, 2026].map((year) => month(`${year}-01`, 1e10)));
  const year = Array.from({ length: 12 }, (_, at) => (at < 10 ? 1e9 : null));
  const names = { current: '2026', before: '2025' };
  const line = { name: '18 个', values: [3, 4], strong: true, filled: true };
  return {
    revenue: cumulativeOption({
      curves,
      budget: 7e10,
      scale: scaleFor([7e10]),
      colour: palette.revenue,
      ...style,
    }),
    expenditure: cumulativeOption({
      curves,
      budget: 7e10,
      scale: scaleFor([7e10]),
      colour: palette.expenditure,
      ...style,
    }),
    tax: monthBarsOption({ current: year, before: year, names, per: 1e8, colour: palette.revenue, ...style }),
    opinions: monthlyOpinionsOption({ rows: [month('2026-01', 3), month('2026-01', 2, 'onsite')], ...style }),
    overdue: linesOption({
      categories: ['1月', '2月'],
      lines: [{ ...line, colour: palette.alertBar, ink: palette.alert }],
      endRoom: 64,
      ...style,
    }),
  };
}

describe.each(['dark', 'light'] as const)('the letters of charts in the %s theme', (theme) => {
  const tokens = themeTokens(css, theme);
  const palette = paletteFrom(theme, (name) => tokens.get(name) ?? '');

  it.each(Object.entries(optionsOf(palette)))(
    'of %s stand out from what they lie on by 4.5:1',
    (_, option) => {
      const letters = lettersIn(option, palette.ground);
      expect(letters.length).toBeGreaterThan(1);
      for (const { at, colour, ground } of letters)
        expect(contrast(colour, ground), `${at}: ${colour} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    },
  );
});
