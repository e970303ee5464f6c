import type { Dimension, Metric, MetricRow, MetricValues } from '../../api/contracts/metrics.ts';
import { formatNumber, readAmount } from '../figures/format.ts';
import { texts } from '../locale/texts.ts';

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

/** What a ratio is made of, where the answer says so. */
export function partsOf(metric: Metric, row: MetricRow): (readonly [string, string])[] {
  if (metric.unit === 'yuan' && row.value !== null) return [[texts.panel.values, inFull(row.value)]];
  if (metric.unit !== 'ratio' && metric.unit !== 'points') return [];
  return [
    ...(row.numerator === null ? [] : [[texts.panel.numerator, part(metric, row.numerator)] as const]),
    ...(row.denominator === null ? [] : [[texts.panel.denominator, part(metric, row.denominator)] as const]),
  ];
}

/** The filters in words: `区域 330300-CL；部门 101`. */
export function scopeOf(values: MetricValues): string {
  const filters = Object.entries(values.filters) as [Dimension, string[]][];
  const [first] = values.rows;
  const words = filters.map(([dimension, codes]) => {
    const label = first?.label[dimension];
    return `${texts.panel.dimensions[dimension]} ${label ?? codes.join('、')}`;
  });
  return words.length === 0 ? texts.budget.cityShort : words.join('；');
}

export const rowName = (values: MetricValues, row: MetricRow): string =>
  values.by
    .map((dimension) => row.label[dimension] ?? row.key[dimension] ?? texts.figures.missing)
    .join(' · ');
