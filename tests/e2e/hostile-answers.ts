import type { MetricRow, MetricValues } from '../../api/contracts/metrics.ts';
import { metricValuesSchema } from '../../api/contracts/metrics.ts';
import type { Page, Route } from 'playwright-core';

/** Forty characters: a name as a merger of offices writes it. */
export const longName =
  '温州市人民政府金融工作办公室与地方金融监督管理局联合设立的政府性融资担保服务中心（筹）';

type Spoil = (row: MetricRow, at: number) => MetricRow;

const noData: Spoil = (row) => ({
  ...row,
  value: null,
  numerator: null,
  denominator: null,
  status: 'no_data',
});
const times =
  (factor: number): Spoil =>
  (row) => ({
    ...row,
    value: row.value === null ? null : row.value * factor,
    numerator: row.numerator === null ? null : row.numerator * factor,
  });
/** The second row of a breakdown, so that a figure without one stays as it is. */
const second =
  (spoil: Spoil): Spoil =>
  (row, at) =>
    at === 1 ? spoil(row, at) : row;

/** What a delivery may do to any answer, and what the wall must bear. */
export const spoils: Readonly<Record<string, (values: MetricValues) => readonly MetricRow[]>> = {
  'a name of 40 characters in every list': ({ rows }) =>
    rows.map(
      second((row) => ({
        ...row,
        label: Object.fromEntries(Object.keys(row.label).map((dimension) => [dimension, longName])),
      })),
    ),
  'a value a thousand times the others': ({ rows }) => rows.map(second(times(1_000))),
  'amounts a thousand times as large': ({ metric, rows }) =>
    metric.unit === 'yuan' ? rows.map(times(1_000)) : rows,
  'everything below zero': ({ rows }) => rows.map(times(-1)),
  'a month without data, and every third row': ({ rows }) =>
    rows.map((row, at) => (rows.length > 1 && at % 3 === 1 ? noData(row, at) : row)),
  'no value anywhere': ({ rows }) => rows.map(noData),
  'no row anywhere': () => [],
};

/** Spoils every metric that the page asks for from now on. */
export async function spoilMetrics(
  page: Page,
  spoil: (values: MetricValues) => readonly MetricRow[],
): Promise<void> {
  await page.route(/\/api\/v1\/metrics\/[^/?]+(\?|$)/, async (route: Route) => {
    const response = await route.fetch();
    if (!response.ok()) return route.fulfill({ response });
    const values = metricValuesSchema.parse(await response.json());
    return route.fulfill({ json: { ...values, rows: spoil(values) } });
  });
}

/** Fails every other metric that the page asks for from now on, the same ones each time. */
export async function failSomeMetrics(page: Page): Promise<void> {
  await page.route(/\/api\/v1\/metrics\/[^/?]+(\?|$)/, (route: Route) => {
    const length = new URL(route.request().url()).pathname.length;
    return length % 2 === 0 ? route.continue() : route.fulfill({ status: 500, json: {} });
  });
}
