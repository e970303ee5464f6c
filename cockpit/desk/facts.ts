import type { Dimension, Metric, MetricRow, MetricValues } from '../../api/contracts/metrics.ts';
import { formatNumber, readAmount } from '../figures/format.ts';
import { texts } from '../locale/texts.ts';
import { worstFirst } from '../screen/rows.ts';
import type { Names } from './use-names.ts';

/** Money in full, to the fen, with the large unit beside it: `13,890,000,000.00 元（138.90 亿元）`. */
export function inFull(yuan: number): string {
  const short = readAmount(yuan);
  const full = `${formatNumber(yuan, 2)} ${texts.units.yuan}`;
  return short.suffix === texts.units.yuan ? full : `${full}（${short.text} ${short.suffix}）`;
}

/** An amount looks like one when it is large; counts have no fraction and stay as they are. */
const part = (metric: Metric, value: number): string =>
  metric.sources.some((source) => source.startsWith('finance.') || source.startsWith('tax.'))
    ? inFull(value)
    : formatNumber(value);

/** A part of a figure: what it is, how it reads, and under which key of its row it stands. */
export type FigurePart = readonly [name: string, text: string, key: 'value' | 'numerator' | 'denominator'];

/** What a ratio is made of, where the answer says so. */
export function partsOf(metric: Metric, row: MetricRow): FigurePart[] {
  if (metric.unit === 'yuan' && row.value !== null) return [[texts.panel.values, inFull(row.value), 'value']];
  if (!['ratio', 'points', 'days', 'score'].includes(metric.unit)) return [];
  return [
    ...(row.numerator === null
      ? []
      : [[texts.panel.numerator, part(metric, row.numerator), 'numerator'] as const]),
    ...(row.denominator === null
      ? []
      : [[texts.panel.denominator, part(metric, row.denominator), 'denominator'] as const]),
  ];
}

/** The filters in words: `区域 市本级；部门 市水利局、市财政局`; codes where nobody knows the name. */
export function scopeOf(values: MetricValues, names: Names): string {
  const filters = Object.entries(values.filters) as [Dimension, string[]][];
  const words = filters.map(
    ([dimension, codes]) =>
      `${texts.panel.dimensions[dimension]} ${codes.map((code) => names(dimension, code) ?? code).join('、')}`,
  );
  return words.length === 0 ? texts.budget.cityShort : words.join('；');
}

/** Rows as they are listed: deviations with the worst first, everything else as answered. */
export const listed = ({ metric, rows }: MetricValues): readonly MetricRow[] =>
  metric.unit === 'points' ? worstFirst(rows) : rows;

export const rowName = (values: MetricValues, row: MetricRow): string =>
  values.by
    .map((dimension) => row.label[dimension] ?? row.key[dimension] ?? texts.figures.missing)
    .join(' · ');

/** Where in the answer the digits of a row's name are. */
export const rowNameSteps = (values: MetricValues, row: MetricRow): readonly string[] =>
  values.by.map((dimension) => {
    const place = `rows/${values.rows.indexOf(row)}`;
    return `${place}/${typeof row.label[dimension] === 'string' ? 'label' : 'key'}/${dimension}`;
  });

/** The same of the scope: codes whose name nobody knows. */
export const scopeSteps = ({ filters }: MetricValues): readonly string[] =>
  Object.entries(filters).flatMap(([dimension, codes]) =>
    codes.map((_, index) => `filters/${dimension}/${index}`),
  );
