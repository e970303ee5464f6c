import type { MetricValues } from '../../../api/contracts/metrics.ts';
import type { Written } from './written-on-page.mjs';
import { writtenAs } from './ways.ts';

const asNumber = (text: string): number => Number(text.replaceAll(',', '').replace('−', '-'));
const isNumber = (text: string): boolean => /^−?\d[\d,]*(?:\.\d+)?$/u.test(text);
/** CSS pixels by which a mark may be off its place: letters are measured by their box. */
const slack = 1.5;

/** The marks of a scale stand one under the other, and as far apart as what they say. */
export function isScaleMark(written: Written, drawn: readonly Written[]): boolean {
  const scale = drawn
    .filter(({ text, box }) => isNumber(text) && Math.abs(box.right - written.box.right) < slack)
    .map(({ text, box }) => ({ value: asNumber(text), middle: box.middle }))
    .sort((a, b) => a.value - b.value);
  const [least, most] = [scale[0], scale.at(-1)];
  if (least === undefined || most === undefined || least === most) return false;
  const perPixel = (most.value - least.value) / (least.middle - most.middle);
  return (
    least.value <= 0 &&
    perPixel > 0 &&
    scale.every(
      ({ value, middle }) =>
        Math.abs((least.middle - middle) * perPixel - (value - least.value)) < slack * perPixel,
    )
  );
}

/** A month or a year of those that are drawn; the months of a year stand on its axis whether they have come or not. */
function isPeriod(text: string, { rows }: MetricValues): boolean {
  const periods = rows.flatMap(({ key }) => key.period ?? []);
  const [, year, month] = /^(?:(\d{4})年?)?(?:(\d{1,2})月)?$/u.exec(text) ?? [];
  if (year === undefined) return month !== undefined && Number(month) >= 1 && Number(month) <= 12;
  return periods.some(
    (period) =>
      period.startsWith(year) &&
      (month === undefined || Number(period.slice('2026-'.length)) === Number(month)),
  );
}

/** True for what a chart writes of the answer it draws: its periods, its scale, and the value where its line ends. */
export function isChartMark(written: Written, drawn: readonly Written[], values: MetricValues): boolean {
  const { text } = written;
  if (isPeriod(text, values)) return true;
  if (isNumber(text)) return isScaleMark(written, drawn);
  const last = values.rows.findLast(({ value }) => value !== null)?.value ?? null;
  const end = writtenAs(text, last, values.metric.unit);
  return end !== null && !/\p{Nd}/u.test(text.slice(end.start + end.length)) && end.start === 0;
}
