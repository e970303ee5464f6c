import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openModelled, type RawTables } from '../../tests/fixtures/raw-tables.ts';
import type { DuckDbEngine } from '../connection.ts';
import type { Dimension, RegisteredMetric } from '../metrics/definition.ts';
import { evaluateMetric } from '../metrics/evaluate.ts';
import { metricRelation, metrics } from '../metrics/registry.ts';
import { explore, type Explored, type ExploreRequest } from './explore.ts';

function metricOf(id: string): RegisteredMetric {
  const metric = metrics.get(id);
  if (metric === undefined) throw new Error(`no metric ${id}`);
  return metric;
}
const revenue = metricOf('general_revenue');
const land = metricOf('land_price');
const used = [revenue, land, ...['revenue_execution_rate', 'debt_balance'].map(metricOf)];

const numbered = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}`;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
/** Months of a year, each month its number of yuan in 2025 and a hundred times that in 2026. */
const months = (year: number, which: readonly number[], rest: Readonly<Record<string, string>> = {}) =>
  which.map((month) => ({
    period: `${numbered(year, month)}-01`,
    month_amount: month * (year === 2026 ? 100 : 1),
    year_to_date_amount: ((month * (month + 1)) / 2) * (year === 2026 ? 100 : 1),
    budget_amount: year === 2026 ? 20_000 : 200,
    ...rest,
  }));
const debt = (year: number, which: readonly number[]) =>
  which.map((month) => ({
    period: `${numbered(year, month)}-01`,
    ...{ balance_amount: year + month, limit_amount: 9_000, opening_amount: 1 },
  }));
const parcel = (parcel_id: string, sold_on: string, price_amount: number, area_code = '330302') => ({
  ...{ parcel_id, sold_on, price_amount, area_code },
});

const tables: RawTables = {
  finance_revenue: [...months(2025, range(1, 12)), ...months(2026, range(1, 10))],
  finance_debt: [...debt(2025, range(1, 12)), ...debt(2026, range(1, 10))],
  natural_resources_land: [
    parcel('A', '2025-08-05', 700, '330303'),
    parcel('B', '2025-08-06', 30),
    parcel('C', '2026-08-07', 50),
    parcel('D', '2026-09-07', 60),
  ],
};

const openCity = async (rows: RawTables): Promise<DuckDbEngine> =>
  openModelled(rows, [
    ...(await Promise.all([...used, metricOf('general_revenue_growth')].map(metricRelation))),
    ...['area', 'code', 'revenue_item'].map((name) => `select * from marts.dim_${name}`),
  ]);

let engine: DuckDbEngine;
let older: DuckDbEngine;
beforeAll(async () => {
  engine = await openCity(tables);
  older = await openCity(tables);
}, 60_000);
afterAll(() => {
  engine.close();
  older.close();
});

type Asked = Partial<Omit<ExploreRequest, 'measures'>>;
const ask = (metric: RegisteredMetric, asked: Asked, on = engine, before: DuckDbEngine | null = null) =>
  explore(on, before, {
    ...{ measures: [metric], by: [], filters: {}, period: null, grain: null, compare: null },
    ...asked,
  });
const pairs = ({ rows }: Explored, { id }: RegisteredMetric, by?: Dimension) =>
  rows.map(({ time, key, values }) => [
    by === undefined ? time : key[by],
    values[id]?.value,
    values[id]?.compared,
  ]);
const stepOf = ({ steps }: Explored, { id }: RegisteredMetric, time: string | null = null) =>
  steps.get(id)?.find((step) => step.time === time);
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
const upTo = (year: number, month: number) => range(1, month).map((each) => numbered(year, each));

describe('with the year before', () => {
  test.each([{ period: null }, { period: '2026' }])(
    'sets ten months against the same ten: $period',
    async ({ period }) => {
      const found = await ask(revenue, { period, compare: 'previous_year' });
      expect(pairs(found, revenue)).toEqual([[null, 5500, 55]]);
      expect(stepOf(found, revenue)).toEqual({
        time: null,
        period: { from: '2026-01', to: '2026-10' },
        months: upTo(2026, 10),
        isWhole: period === null,
        compared: { period: { from: '2025-01', to: '2025-10' }, months: upTo(2025, 10), isLike: true },
      });
      const growth = { metric: metricOf('general_revenue_growth'), by: [], period: '2026', filters: {} };
      expect((await evaluateMetric(engine, growth)).rows[0]?.value).toBeCloseTo(5500 / 55 - 1, 12);
    },
  );

  test('an unfinished quarter is met by its like months', async () => {
    const found = await ask(revenue, { period: '2026', grain: 'quarter', compare: 'previous_year' });
    expect(pairs(found, revenue)).toEqual([
      ['2026-Q1', 600, 6],
      ['2026-Q2', 1500, 15],
      ['2026-Q3', 2400, 24],
      ['2026-Q4', 1000, 10],
    ]);
    expect(stepOf(found, revenue, '2026-Q4')).toMatchObject({
      ...{ months: ['2026-10'], isWhole: false },
      compared: { months: ['2025-10'], isLike: true },
    });
    expect(stepOf(found, revenue, '2026-Q3')?.isWhole).toBe(true);
  });

  test('a rate of the year so far and a balance stand at the same month of the year before', async () => {
    const [rate, balance] = [metricOf('revenue_execution_rate'), metricOf('debt_balance')];
    expect(pairs(await ask(rate, { period: '2026', compare: 'previous_year' }), rate)).toEqual([
      [null, 0.275, 0.275],
    ]);
    for (const period of [null, '2026']) {
      const found = await ask(balance, { period, compare: 'previous_year' });
      expect(pairs(found, balance)).toEqual([[null, 2036, 2035]]);
      expect(stepOf(found, balance)).toMatchObject({
        ...{ months: ['2026-10'], compared: { months: ['2025-10'], isLike: true } },
      });
    }
  });

  test('a month that is missing in the middle is left out on both sides', async () => {
    // Others' money tells that the ledger goes on: of March nothing is there.
    const gap = await openCity({
      finance_revenue: [...months(2025, range(1, 12)), ...months(2026, [1, 2, 4])],
    });
    try {
      await gap.using((connection) =>
        connection.run(
          `insert into meta.live_partitions
           select 'finance.revenue', unnest(['2026-01', '2026-02', '2026-04']), 'batch'`,
        ),
      );
      const found = await ask(revenue, { period: '2026', compare: 'previous_year' }, gap);
      expect(pairs(found, revenue)).toEqual([[null, 700, 7]]);
      expect(stepOf(found, revenue)?.compared).toMatchObject({ months: ['2025-01', '2025-02', '2025-04'] });
    } finally {
      gap.close();
    }
  });

  test('what only the year before has is a row, so that parts add up to the whole', async () => {
    const asked: Asked = { period: '2026-08', compare: 'previous_year' };
    const rows = pairs(await ask(land, { ...asked, by: ['area'] }), land, 'area');
    expect(rows).toEqual([
      ['330302', 50, 30],
      ['330303', null, 700],
    ]);
    const [[, value, compared] = []] = pairs(await ask(land, asked), land);
    expect([value, compared]).toEqual([50, sum([30, 700])]);
  });

  test('a month of which there is nothing yet is a row too', async () => {
    const found = await ask(revenue, { period: '2026-11', compare: 'previous_year' });
    expect(pairs(found, revenue)).toEqual([[null, null, 11]]);
    expect(stepOf(found, revenue)).toMatchObject({
      ...{ period: null, months: [], isWhole: false },
      compared: { months: ['2025-11'], isLike: false },
    });
  });

  test('months among the dimensions are matched, under the later name', async () => {
    const found = await ask(revenue, {
      period: '2026-09..2026-11',
      by: ['period'],
      compare: 'previous_year',
    });
    expect(pairs(found, revenue, 'period')).toEqual([
      ['2026-09', 900, 9],
      ['2026-10', 1000, 10],
      ['2026-11', null, 11],
    ]);
    expect(found.rows.map(({ label }) => label.period)).toEqual(['2026年9月', '2026年10月', '2026年11月']);
    const [first] = (await ask(revenue, { period: '2026-01..2026-10', by: ['period'] })).rows;
    expect(first?.label.period).toBe('2026年1月');
  });
});

describe('with the build before', () => {
  // October's revenue was withdrawn.
  const without = { ...tables, finance_revenue: (tables.finance_revenue ?? []).slice(0, -1) };

  test('asks both of the months of the one that speaks later', async () => {
    const later = await openCity(without);
    try {
      const whole = await ask(revenue, { compare: 'previous_build' }, later, older);
      expect(pairs(whole, revenue)).toEqual([[null, 4500, 5500]]);
      expect(stepOf(whole, revenue)).toMatchObject({
        ...{ months: upTo(2026, 9), isWhole: false },
        compared: { months: upTo(2026, 10), isLike: false },
      });
      const grain = { period: '2026', grain: 'month', compare: 'previous_build' } as const;
      const found = await ask(revenue, grain, later, older);
      expect(pairs(found, revenue).at(-1)).toEqual(['2026-10', null, 1000]);
      const back = await ask(revenue, { compare: 'previous_build' }, older, later);
      expect(pairs(back, revenue)).toEqual([[null, 5500, 4500]]);
    } finally {
      later.close();
    }
  });

  test('says nothing of a build that was made before the measure was there', async () => {
    const bare = await openModelled({}, [await metricRelation(land)]);
    try {
      const found = await ask(revenue, { period: '2026', compare: 'previous_build' }, engine, bare);
      expect(pairs(found, revenue)).toEqual([[null, 5500, null]]);
    } finally {
      bare.close();
    }
  });
});

describe('with the plan', () => {
  test('is of the whole year, whatever months are asked for', async () => {
    const found = await ask(revenue, { period: '2026-03', compare: 'plan' });
    expect(pairs(found, revenue)).toEqual([[null, 300, 20_000]]);
    expect(stepOf(found, revenue)?.compared).toEqual({
      ...{ period: { from: '2026-01', to: '2026-12' }, months: upTo(2026, 12), isLike: false },
    });
  });

  test('of several years is refused, or stands year by year', async () => {
    await expect(ask(revenue, { period: '2025-01..2026-10', compare: 'plan' })).rejects.toMatchObject({
      ...{ code: 'invalid_parameter', parameter: 'period' },
      message: expect.stringContaining('跨年度') as unknown,
    });
    const found = await ask(revenue, { period: '2025-01..2026-10', compare: 'plan', grain: 'year' });
    expect(pairs(found, revenue)).toEqual([
      ['2025', 78, 200],
      ['2026', 5500, 20_000],
    ]);
  });
});

test('a year that no ledger is of is named as it was written', async () => {
  await expect(ask(revenue, { period: '0001', compare: 'previous_year' })).rejects.toMatchObject({
    message: expect.stringContaining('时期“0001”的年份应在 1900 到 2199 之间') as unknown,
  });
});
