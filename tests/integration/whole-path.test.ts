import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesBelow } from '../../etl/files-below.ts';
import { ingest, rebuild, sample, sampleSeed } from '../../housekeeping.ts';
import { readSettings } from '../../settings.ts';
import { buildReportSchema, currentSchema, type BuildReport } from '../../warehouse/build-report.ts';
import { readReceipts } from '../../warehouse/deliveries.ts';
import { Home, readJson } from '../../warehouse/home.ts';
import { metrics } from '../../warehouse/metrics/registry.ts';
import { HomeApi } from '../fixtures/home-api.ts';

/** The sample city from its files to the answers of the API. */
const yi = 100_000_000;
const home = new Home(await mkdtemp(join(tmpdir(), 'cockpit-city-')));
const said: string[] = [];
const deps = {
  settings: readSettings({ COCKPIT_HOME: home.root }),
  clock: () => new Date(),
  say: (line: string) => said.push(line),
};
let api: HomeApi;

async function servedReport(): Promise<BuildReport> {
  const { build } = currentSchema.parse(await readJson(home.currentBuild));
  return buildReportSchema.parse(await readJson(home.buildReport(build)));
}

beforeAll(async () => {
  const outcome = await sample(deps, { payments: 6_000, seed: sampleSeed });
  expect(outcome.kind, said.join('\n')).toBe('published');
  api = await HomeApi.open(home);
});
afterAll(async () => {
  api.close();
  await rm(home.root, { recursive: true, force: true });
});

describe('the published totals come out of the API to the fen', () => {
  const city = '330300-CL';
  const zones = '330300-FZ';
  test.each([
    ['general_revenue', { area: city, period: '2023' }, 138.9],
    ['general_expenditure', { area: city, period: '2023' }, 168.23],
    [
      'budget_amount',
      { area: city, year: '2023', version: 'final', account: 'general', side: 'revenue' },
      466.62,
    ],
    [
      'budget_amount',
      { area: city, year: '2023', version: 'final', account: 'general', side: 'expenditure' },
      466.62,
    ],
    ['general_revenue', { period: '2024-H1' }, 402.52],
    ['general_expenditure', { period: '2024-H1' }, 630.65],
    ['general_revenue', { area: city, period: '2024-H1' }, 87.08],
    ['general_expenditure', { area: city, period: '2024-H1' }, 93.58],
    ['general_revenue', { area: zones, period: '2024-H1' }, 22.25],
    ['general_expenditure', { area: zones, period: '2024-H1' }, 11.35],
    ['general_revenue', { period: '2022' }, 573.9],
  ])('%s %o is %d 亿元', async (metric, query, published) => {
    expect(await api.value(metric, query)).toBe(Number((published * yi).toFixed(2)));
  });

  test('and as they were published, each with its page', async () => {
    const answer = await api.values('published_amount', {
      year: '2023',
      published_area: '温州市本级',
      published_period: '全年(决算)',
      topic: '一般公共预算',
      item: '收入',
      by: 'source_url',
    });
    expect(answer.origins).toEqual(['published']);
    expect(answer.rows.map(({ value, key }) => [value, key.source_url])).toEqual([
      [138.9 * yi, 'http://www.wzrd.gov.cn/art/2024/10/15/art_1382198_58927060.html'],
    ]);
  });
});

describe('the parts make up the whole', () => {
  const fixed: Partial<Record<string, Record<string, string>>> = {
    budget_amount: { year: '2024', version: 'final', account: 'general', side: 'expenditure' },
    gdp: { territory: '330300' },
    gdp_growth_rate: { territory: '330300' },
    economy_amount: { territory: '330300', indicator: 'gdp' },
    economy_growth_rate: { territory: '330300', indicator: 'gdp' },
    account_revenue: { account: 'fund' },
    account_revenue_rate: { account: 'fund' },
    vitality_pillar_score: { pillar: 'opinion' },
  };
  const cases = [...metrics.values()]
    .filter(({ id }) => id !== 'published_amount' && id !== 'time_progress')
    .flatMap(({ id, dimensions, time }) =>
      dimensions
        .filter((dimension) => !(dimension in (fixed[id] ?? {})))
        .filter((dimension) => dimension !== 'period' || time === 'flow')
        .map((dimension) => [id, dimension] as const),
    );
  const sum = (values: readonly (number | null)[]) =>
    values.reduce<number>((total, value) => total + (value ?? 0), 0);

  test.each(cases)('%s by %s', async (metric, dimension) => {
    const query = fixed[metric] ?? {};
    const whole = (await api.values(metric, query)).rows[0];
    const parts = (await api.values(metric, { ...query, by: dimension })).rows;
    expect(parts.length).toBeGreaterThan(0);
    expect(sum(parts.map(({ numerator }) => numerator))).toBeCloseTo(whole?.numerator ?? 0, 1);
    if (whole?.denominator !== null)
      expect(sum(parts.map(({ denominator }) => denominator))).toBeCloseTo(whole?.denominator ?? 0, 1);
  });
});

test('the planted rejects, and no others, are rejected', async () => {
  const planted = JSON.parse(await readFile(join(home.root, 'planted.json'), 'utf8')) as {
    rejects: unknown[];
  };
  const rejected = (await readReceipts(home)).reduce((total, receipt) => total + receipt.rejected, 0);
  expect(rejected).toBe(planted.rejects.length);
  expect(rejected).toBeGreaterThan(0);
});

test('ingesting everything twice changes nothing', async () => {
  const receipts = await readReceipts(home);
  const { files } = await filesBelow([home.archivedFiles]);
  const reports = await ingest(deps, files);
  expect(new Set(reports.map(({ outcome }) => outcome.kind))).toEqual(new Set(['unchanged']));
  expect(reports).toHaveLength(receipts.length);
  expect(await readReceipts(home)).toEqual(receipts);
});

test('rebuild makes equal tables from the archive alone', async () => {
  const before = await servedReport();
  await rm(home.warehouse, { recursive: true });
  const outcome = await rebuild(deps);
  expect(outcome.kind, said.slice(-5).join('\n')).toBe('published');
  const after = await servedReport();
  expect(after.tables).toEqual(before.tables);
  expect(after.inputs).toBe(before.inputs);
});
