import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { city, filtersFor, leaves } from '../../tests/fixtures/random-city.ts';
import { openModelled } from '../../tests/fixtures/raw-tables.ts';
import type { DuckDbEngine } from '../connection.ts';
import { isRatio, type Dimension, type RegisteredMetric } from '../metrics/definition.ts';
import { evaluateMetric, type MetricRow } from '../metrics/evaluate.ts';
import { metricRelation, metrics, quotedMetrics } from '../metrics/registry.ts';
import { explore, type ExploreRequest } from './explore.ts';
import { planned } from './plans.ts';

let engine: DuckDbEngine;
beforeAll(async () => {
  // One city of many rows; what is asked of it is drawn anew for every run.
  const [drawn = {}] = fc.sample(city, { numRuns: 1, seed: 20_260_101 });
  engine = await openModelled(drawn);
}, 60_000);
afterAll(() => engine.close());

const all = [...metrics.values()].filter(({ id }) => !quotedMetrics.has(id));
const request = (asked: Partial<ExploreRequest>): ExploreRequest => ({
  ...{ measures: [], by: [], filters: {}, period: null, grain: null, compare: null },
  ...asked,
});
const ask = async (asked: Partial<ExploreRequest>) => (await explore(engine, null, request(asked))).rows;

/** Dimensions a value may be followed along without meeting its months. */
const groupings = (metric: RegisteredMetric) => metric.dimensions.filter((name) => name !== 'period');

/** A metric, up to three of its dimensions, and one more by which the parts are taken apart. */
const grouped = fc
  .constantFrom(...all.filter((metric) => groupings(metric).length > 0))
  .chain((metric) =>
    fc
      .shuffledSubarray(groupings(metric), { minLength: 1, maxLength: Math.min(4, groupings(metric).length) })
      .map(([further = 'area', ...by]) => ({ metric, by, further })),
  );

const keyOf = (key: MetricRow['key'], by: readonly Dimension[]): string =>
  JSON.stringify(by.map((dimension) => key[dimension] ?? null));

describe('what is put side by side', () => {
  test('is the sum of its parts, and a ratio the ratio of their sums, however it is grouped', async () => {
    let values = 0;
    await fc.assert(
      fc.asyncProperty(grouped, async ({ metric, by, further }) => {
        const filters = filtersFor(metric, by);
        const rows = await ask({ measures: [metric], by, filters });
        const parts = await evaluateMetric(engine, { metric, by: [...by, further], period: null, filters });
        const sums = new Map<string, { numerator: number; denominator: number }>();
        for (const { key, numerator, denominator } of parts.rows) {
          const sum = sums.get(keyOf(key, by)) ?? { numerator: 0, denominator: 0 };
          sum.numerator += numerator ?? 0;
          sum.denominator += denominator ?? 0;
          sums.set(keyOf(key, by), sum);
        }
        for (const { key, values: found } of rows) {
          const value = found[metric.id]?.value ?? null;
          const sum = sums.get(keyOf(key, by));
          if (value === null || sum === undefined) continue;
          values += 1;
          const expected = isRatio(metric) ? sum.numerator / sum.denominator : sum.numerator;
          const scale = Math.max(1, Math.abs(expected));
          expect(Math.abs(value - expected) / scale, `${metric.id} by ${by.join()}`).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 150, endOnFailure: true },
    );
    expect(values).toBeGreaterThan(20);
  });

  test('never adds up the four accounts: one is named, or each stands apart', async () => {
    const apart = all.filter(({ required }) => required.includes('account'));
    expect(apart.length).toBeGreaterThan(2);
    for (const metric of apart) {
      const without = filtersFor(metric, ['account']);
      const refused = expect.objectContaining({ code: 'invalid_parameter', parameter: 'account' }) as unknown;
      await expect(ask({ measures: [metric], filters: without })).rejects.toEqual(refused);
      await expect(
        ask({ measures: [metric], filters: { ...without, account: ['general', 'fund'] } }),
      ).rejects.toEqual(refused);
      const rows = await ask({ measures: [metric], by: ['account'], filters: without });
      expect(rows.length, metric.id).toBeGreaterThan(0);
      for (const { key, values } of rows) {
        const one = await ask({ measures: [metric], filters: { ...without, account: [key.account ?? ''] } });
        expect(one[0]?.values[metric.id]?.value, metric.id).toBe(values[metric.id]?.value);
      }
    }
  });

  test('never mixes 市本级 and 全市: the city is its areas, each once', async () => {
    for (const metric of all.filter(({ dimensions }) => dimensions.includes('area'))) {
      const filters = filtersFor(metric, []);
      const value = async (area?: string[]) =>
        (await ask({ measures: [metric], filters: area === undefined ? filters : { ...filters, area } }))[0]
          ?.values[metric.id]?.value ?? null;
      const whole = await value();
      expect(await value(['330300']), metric.id).toBe(whole);
      await expect(value(['330300', '330300-CL']), metric.id).rejects.toMatchObject({
        ...{ code: 'invalid_parameter', parameter: 'area' },
        message: expect.stringContaining('330300 温州市（全市）已包含其余区域') as unknown,
      });
      const rows = await ask({ measures: [metric], by: ['area'], filters });
      for (const { key } of rows) expect([null, ...leaves]).toContain(key.area ?? null);
    }
    for (const metric of all.filter(({ dimensions }) => dimensions.includes('territory')))
      expect(metric.required).toContain('territory');
  });

  test('month by month is what each month answers alone', async () => {
    for (const metric of all.filter(({ time }) => time !== 'annual')) {
      const by = groupings(metric).slice(0, 1);
      const filters = filtersFor(metric, by);
      const measures = [metric];
      const together = await ask({ measures, by, filters, period: '2026-01..2026-03', grain: 'month' });
      for (const month of ['2026-01', '2026-02', '2026-03']) {
        const alone = await ask({ measures, by, filters, period: month });
        const told = (rows: typeof alone) =>
          new Map(rows.map(({ key, values }) => [keyOf(key, by), values[metric.id]?.value]));
        expect(told(together.filter(({ time }) => time === month)), `${metric.id} ${month}`).toEqual(
          told(alone),
        );
      }
    }
  });

  test('compares with the year before month by month, and with the same months of a quarter', async () => {
    const [measure] = all.filter(({ id }) => id === 'general_expenditure');
    if (!measure) throw new Error('no such measure');
    const measures = [measure];
    for (const grain of ['month', 'quarter'] as const) {
      const now = await ask({ measures, period: '2026-01..2026-03', grain, compare: 'previous_year' });
      const then = await ask({ measures, period: '2025-01..2025-03', grain });
      const before = new Map(then.map(({ time, values }) => [time, values[measure.id]?.value ?? null]));
      expect(now.length).toBeGreaterThan(0);
      for (const { time, values } of now)
        expect(values[measure.id]?.compared, time ?? '').toBe(
          before.get(`2025${(time ?? '').slice(4)}`) ?? null,
        );
    }
  });

  test('is refused when it is more than can be put side by side', async () => {
    const [measure] = all.filter(({ id }) => id === 'general_expenditure');
    if (!measure) throw new Error('no such measure');
    const by: Dimension[] = ['area', 'department', 'function', 'period'];
    const rows = await evaluateMetric(engine, { metric: measure, by, period: null, filters: {} });
    const most = { mostRows: rows.rows.length };
    await evaluateMetric(engine, { metric: measure, by, period: null, filters: {} }, most);
    await expect(
      evaluateMetric(
        engine,
        { metric: measure, by, period: null, filters: {} },
        { mostRows: most.mostRows - 1 },
      ),
    ).rejects.toMatchObject({ code: 'too_many_rows', parameter: 'by' });
  });
});

describe('a plan', () => {
  const month = (at: number) => `2026-0${at}-01`;
  const twice = <T>(rows: (at: number) => T): T[] => [rows(1), rows(2)];

  test('is the year’s, beside what has come of it so far', async () => {
    const small = await openModelled(
      {
        finance_revenue: twice((at) => ({
          period: month(at),
          month_amount: [0, 10, 5][at] ?? 0,
          year_to_date_amount: [0, 10, 15][at] ?? 0,
          budget_amount: 100,
        })),
        finance_budget: [{ amount: 200, department_code: '101' }],
        finance_payments: twice((at) => ({ payment_id: `P${at}`, paid_on: month(at), amount: 10 + at * 10 })),
        natural_resources_land_revenue: twice((at) => ({
          period: month(at),
          month_amount: 6,
          year_to_date_amount: 6 * at,
        })),
        finance_three_publics: twice((at) => ({ period: month(at), year_to_date_amount: at * 1.5 })),
        development_projects: twice((at) => ({ period: month(at), year_to_date_amount: at * 2.5 })),
        livelihood_candidates: [{}],
        livelihood_progress: twice((at) => ({ period: month(at), invested_amount: at * 100 })),
        finance_debt: twice((at) => ({
          period: month(at),
          new_quota_amount: 30,
          new_issued_amount: at * 5,
          balance_amount: 85 + at * 5,
        })),
      },
      [
        ...(await Promise.all([...metrics.values()].map(metricRelation))),
        'select * from marts.dim_area',
        'select * from marts.dim_code',
      ],
    );
    try {
      const found: [string, unknown][] = [];
      for (const id of planned) {
        const measures = [...metrics.values()].filter((metric) => metric.id === id);
        const asked = request({ measures, period: '2026-01..2026-02', compare: 'plan' });
        const filters = id === 'account_revenue' ? { account: ['general'] } : {};
        const [row] = (await explore(small, null, { ...asked, filters })).rows;
        found.push([id, row?.values[id]]);
      }
      expect(Object.fromEntries(found)).toEqual({
        general_revenue: { value: 15, compared: 100 },
        general_expenditure: { value: 50, compared: 200 },
        account_revenue: { value: 15, compared: 100 },
        land_revenue: { value: 12, compared: 120 },
        three_publics_spent: { value: 3, compared: 12 },
        key_project_invested: { value: 5, compared: 24 },
        livelihood_invested: { value: 200, compared: 1000 },
        debt_new_issued: { value: 10, compared: 30 },
        debt_balance: { value: 95, compared: 100 },
      });
    } finally {
      small.close();
    }
  });

  test('is refused where none is delivered, naming the measures that have one', async () => {
    const measures = all.filter(({ id }) => id === 'stations');
    await expect(ask({ measures, compare: 'plan' })).rejects.toThrow('general_expenditure');
  });
});
