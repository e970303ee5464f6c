import { metricValuesSchema } from '../../../api/contracts/metrics.ts';
import { formatPeriod, formatYears } from '../../../cockpit/figures/dates.ts';

const pattern =
  /(?:19|20)\d{2} ?年(?:\d{1,2}(?:—\d{1,2})?月(?:\d{1,2}日)?)?(?:—(?:19|20)\d{2}年(?:\d{1,2}月)?)?|(?:19|20)\d{2}—(?:19|20)\d{2}年/gu;

/** The months and years that an answer speaks of, as the wall writes them. */
export function periodsIn(answer: unknown): readonly string[] {
  const values = metricValuesSchema.safeParse(answer).data;
  if (values === undefined) return [];
  const { period, filters, rows } = values;
  const years = (filters.year ?? rows.flatMap(({ key }) => key.year ?? [])).map(Number).sort((a, b) => a - b);
  const ofPeriod =
    period === null ? [] : [period.from, period.to].map((day) => Number(day.slice(0, 'yyyy'.length)));
  return [
    ...(period === null ? [] : [formatPeriod(period)]),
    ...(years.length === 0 ? [] : [formatYears(years[0], years.at(-1))]),
    ...[...years, ...ofPeriod].map((year) => formatYears(year, year)),
  ];
}

/** The text without the periods that the wall was answered about. */
export const withoutPeriods = (text: string, periods: ReadonlySet<string>): string =>
  text.replaceAll(pattern, (written) => (periods.has(written.replace(' ', '')) ? ' ' : written));
