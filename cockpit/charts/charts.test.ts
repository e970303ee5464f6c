import { describe, expect, it } from 'vitest';
import { scaleFor } from '../figures/format.ts';
import { fakeRow } from '../wire/fake-answers.ts';
import { lastPoint, yearCurves } from './accumulate.ts';
import { cumulativeOption } from './cumulative-option.ts';
import { monthlyOpinionsOption, monthsOf } from './monthly-opinions-option.ts';
import { paletteFrom } from './palette.ts';

const style = { palette: paletteFrom('dark', (name) => name), u: 2, text: 32, family: 'Noto' };
const month = (period: string, value: number | null) => fakeRow(value, { period });

describe('yearCurves', () => {
  it('adds months up to the fen, a year a curve, oldest first', () => {
    const [older, newer] = yearCurves([month('2026-01', 0.1), month('2026-02', 0.2), month('2025-01', 5)]);
    expect(older?.year).toBe(2025);
    expect(newer?.months.slice(0, 3)).toEqual([0.1, 0.3, null]);
    expect(lastPoint(newer)).toEqual({ month: 2, amount: 0.3 });
  });

  it('stops at a gap instead of drawing over it', () => {
    const [curve] = yearCurves([month('2026-01', 1), month('2026-02', null), month('2026-03', 1)]);
    expect(curve?.months.slice(0, 4)).toEqual([1, null, null, null]);
  });

  it('has no last point without data', () => {
    expect(yearCurves([])).toEqual([]);
    expect(lastPoint(undefined)).toBeNull();
  });
});

describe('cumulativeOption', () => {
  const curves = yearCurves(
    [2023, 2024, 2025, 2026].flatMap((year) => [month(`${year}-01`, 1e10), month(`${year}-02`, year * 1e7)]),
  );
  const option = cumulativeOption({
    curves,
    budget: 7e10,
    scale: scaleFor([7e10]),
    colour: 'blue',
    ...style,
  });
  const series = Array.isArray(option.series) ? option.series : [];

  it('draws the budget and a line a year, in 亿元', () => {
    expect(series.map((line) => line.name)).toEqual(['budget', '2023', '2024', '2025', '2026']);
    expect(series[0]?.data?.[0]).toBe(700);
    expect(series[4]?.data?.slice(0, 3)).toEqual([100, 302.6, null]);
  });

  it('sets this year off by colour and weight, and the years before by age', () => {
    const colours = series.slice(1).map((line) => ('lineStyle' in line ? line.lineStyle.color : null));
    expect(colours).toEqual(['--past-3', '--past-2', '--past-1', 'blue']);
    expect(series[4]).toMatchObject({
      lineStyle: { width: 7 },
      endLabel: { formatter: '2026', fontSize: 32 },
    });
  });

  it('gives each year before dashes of its own where they are asked for', () => {
    const pastDashes = [
      [12, 4],
      [6, 4],
      [2, 4],
    ];
    const dashed = cumulativeOption({
      curves,
      budget: null,
      scale: scaleFor([1]),
      colour: 'blue',
      pastDashes,
      ...style,
    });
    const lines = Array.isArray(dashed.series) ? dashed.series : [];
    const types = lines.map((line) => ('lineStyle' in line ? line.lineStyle.type : null));
    expect(types).toEqual([[4, 8], [12, 8], [24, 8], undefined]);
  });

  it('goes without a budget that is not known', () => {
    const bare = cumulativeOption({ curves, budget: null, scale: scaleFor([1]), colour: 'blue', ...style });
    expect(Array.isArray(bare.series) && bare.series.length).toBe(4);
  });
});

describe('monthlyOpinionsOption', () => {
  const rows = [
    fakeRow(3, { period: '2026-02', channel: 'online' }),
    fakeRow(1, { period: '2026-01', channel: 'onsite' }),
    fakeRow(2, { period: '2026-01', channel: 'online' }),
    fakeRow(null, { period: '2026-03', channel: 'online' }),
  ];

  it('stacks on-line opinions on those given on site, month by month', () => {
    expect(monthsOf(rows)).toEqual(['2026-01', '2026-02']);
    expect(monthlyOpinionsOption({ rows, ...style })).toMatchObject({
      xAxis: { data: ['1月', '2月'] },
      series: [
        { name: '线下', data: [1, 0] },
        { name: '线上', data: [2, 3] },
      ],
    });
  });
});
