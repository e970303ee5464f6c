import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moneyTables } from '../../tests/fixtures/random-money.ts';
import { openModelled, type RawTables } from '../../tests/fixtures/raw-tables.ts';
import { runChecks } from '../checks/run-checks.ts';
import type { Engine } from '../engine.ts';
import { isRatio, type Dimension, type MetricDefinition, type RegisteredMetric } from './definition.ts';
import { evaluateMetric, type MetricRow } from './evaluate.ts';
import { metrics, quotedMetrics } from './registry.ts';
import { rowsStatement, rowsTotal } from './rows/ledger-rows.ts';
import { ledgersOf, withoutRows } from './rows/ledgers.ts';

const leaves = ['330300-CL', '330300-FZ', '330302', '330383'];
const yuan = fc.integer({ min: -5_000_000, max: 900_000_000 }).map((fen) => fen / 100);
const area = fc.constantFrom(...leaves);
const department = fc.constantFrom('101', '102', '302-205');
const functionCode = fc.constantFrom('2050201', '2060101', '20805', '2300101', '231');
const account = fc.constantFrom('general', 'general', 'fund');
const month = fc.constantFrom('2025-01', '2025-02', '2025-11', '2026-01', '2026-02', '2026-03');
const day = fc
  .tuple(month, fc.integer({ min: 1, max: 28 }))
  .map(([m, d]) => `${m}-${String(d).padStart(2, '0')}`);
const station = fc.constantFrom('S1', 'S2', 'S3');
const rows = <T>(row: fc.Arbitrary<T>, key: (row: T) => string) =>
  fc.uniqueArray(row, { minLength: 1, maxLength: 25, selector: key });

const payments = fc.array(
  fc.record({
    paid_on: day,
    area_code: area,
    department_code: department,
    function_code: functionCode,
    account,
    amount: yuan,
  }),
  { minLength: 1, maxLength: 40 },
);

const budget = rows(
  fc.record({
    fiscal_year: fc.constantFrom(2025, 2026),
    version: fc.constantFrom('approved', 'adjusted'),
    account,
    area_code: area,
    department_code: fc.option(department),
    subject_code: functionCode,
    amount: yuan,
  }),
  (row) =>
    [row.fiscal_year, row.version, row.account, row.area_code, row.department_code, row.subject_code].join(),
);

const revenue = rows(
  fc.record({
    period: month.map((text) => `${text}-01`),
    area_code: area,
    item_code: fc.constantFrom('10101', '10104', '10306', '11001'),
    month_amount: yuan,
    budget_amount: fc.option(yuan),
  }),
  (row) => [row.period, row.area_code, row.item_code].join(),
);

const tax = rows(
  fc.record({
    period: month.map((text) => `${text}-01`),
    area_code: area,
    tax_kind: fc.constantFrom('10101', '10104'),
    industry: fc.constantFrom('C', 'F', 'K'),
    collected_amount: yuan,
  }),
  (row) => [row.period, row.area_code, row.tax_kind, row.industry].join(),
);

const findings = fc.array(
  fc.record({
    audit_year: fc.constantFrom(2024, 2025),
    department_code: department,
    category: fc.constantFrom('budget', 'funds'),
    found_on: day,
    due_on: day,
    rectified_on: fc.option(day),
  }),
  { maxLength: 20 },
);

const opinions = fc.array(
  fc.record({
    station_code: station,
    received_on: day,
    channel: fc.constantFrom('online', 'onsite'),
    closed_on: fc.option(day),
  }),
  { maxLength: 30 },
);

const duty = rows(fc.record({ station_code: station, duty_on: day, attended: fc.boolean() }), (row) =>
  [row.station_code, row.duty_on].join(),
);

const numbered = <T extends object>(list: readonly T[], column: string) =>
  list.map((row, index) => ({ ...row, [column]: `N${index}` }));

const city: fc.Arbitrary<RawTables> = fc
  .record({ payments, budget, revenue, tax, findings, opinions, duty, money: moneyTables })
  .map((drawn) => ({
    finance_payments: numbered(drawn.payments, 'payment_id'),
    finance_budget: drawn.budget,
    finance_revenue: drawn.revenue.map((row) => ({ ...row, year_to_date_amount: row.month_amount })),
    tax_monthly: drawn.tax,
    ...drawn.money,
    audit_findings: numbered(drawn.findings, 'finding_id'),
    stations_register: [
      { station_code: 'S1' },
      { station_code: 'S2', county_code: '330383', opened_on: '2026-02-03' },
      { station_code: 'S3', county_code: '330383' },
    ],
    stations_activities: numbered(
      drawn.opinions.map((row) => ({ station_code: row.station_code, held_on: row.received_on })),
      'activity_id',
    ),
    stations_opinions: numbered(drawn.opinions, 'opinion_id'),
    stations_duty: drawn.duty,
  }));

/** One value for every required dimension that is not broken down by. */
const fixed: Readonly<Partial<Record<Dimension, string[]>>> = {
  year: ['2026'],
  version: ['approved'],
  account: ['general'],
  side: ['expenditure'],
  territory: ['330300'],
  indicator: ['gdp'],
  pillar: ['opinion'],
};

function filtersFor(metric: MetricDefinition, by: readonly Dimension[]) {
  const needed = metric.required.filter((dimension) => !by.includes(dimension));
  return Object.fromEntries(needed.map((dimension) => [dimension, fixed[dimension] ?? []]));
}

const sum = (rows: readonly MetricRow[], part: 'numerator' | 'denominator'): number =>
  rows.reduce((total, row) => total + (row[part] ?? 0), 0);

async function expectParts(engine: Engine, metric: RegisteredMetric): Promise<void> {
  const filters = filtersFor(metric, []);
  const ask = (by: Dimension[]) => evaluateMetric(engine, { metric, by, period: null, filters });
  const [whole] = (await ask([])).rows;
  for (const dimension of metric.additiveOver) {
    const parts = (await ask([dimension])).rows;
    const where = `${metric.id} by ${dimension}`;
    expect(sum(parts, 'numerator'), where).toBeCloseTo(whole?.numerator ?? 0, 2);
    expect(sum(parts, 'denominator'), where).toBeCloseTo(whole?.denominator ?? 0, 2);
  }
}

/** A run evaluates every metric: looking for a smaller example would take hours, and the seed repeats this one. */
const noShrinking = { endOnFailure: true } as const;

describe('every metric on every dimension', () => {
  test('the parts are the whole, and a ratio is the ratio of the sums', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(city, async (tables) => {
        const engine = await openModelled(tables);
        try {
          for (const metric of metrics.values()) {
            if (quotedMetrics.has(metric.id)) continue;
            await expectParts(engine, metric);
            const by = metric.dimensions.slice(0, 2);
            const { rows: cells } = await evaluateMetric(engine, {
              metric,
              by,
              period: null,
              filters: filtersFor(metric, by),
            });
            for (const { value, numerator, denominator } of cells)
              if (denominator !== null && denominator !== 0 && numerator !== null)
                expect(value, metric.id).toBeCloseTo(numerator / denominator, 9);
          }
          const failed = (await engine.using((connection) => runChecks(connection)))
            .filter((result) => /_marts?_/.test(result.check) && result.offending > 0)
            .map((result) => result.check);
          expect(failed).toEqual([]);
        } finally {
          engine.close();
        }
      }),
      { numRuns: 5, ...noShrinking },
    );
  });

  test('a cumulative value is the last month of the same value by period', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(city, async (tables) => {
        const engine = await openModelled(tables);
        try {
          for (const metric of metrics.values()) {
            if (metric.time !== 'cumulative' && metric.time !== 'stock') continue;
            const ask = (by: Dimension[]) =>
              evaluateMetric(engine, {
                metric,
                by,
                period: '2025-01..2026-12',
                filters: filtersFor(metric, by),
              });
            const last = (await ask(['period'])).rows.at(-1);
            expect((await ask([])).rows[0]?.numerator ?? null, metric.id).toBe(last?.numerator ?? null);
          }
        } finally {
          engine.close();
        }
      }),
      { numRuns: 3, ...noShrinking },
    );
  });

  test(
    'the rows behind a value add up to it, area by area and period by period',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          city,
          area,
          fc.constantFrom(null, '2025', '2026-02'),
          async (tables, leaf, period) => {
            const engine = await openModelled(tables);
            try {
              for (const metric of metrics.values()) {
                if (withoutRows.has(metric.id) || quotedMetrics.has(metric.id)) continue;
                const filters = {
                  ...filtersFor(metric, []),
                  ...(metric.dimensions.includes('area') ? { area: [leaf] } : {}),
                };
                const asked = { metric, filters, period: metric.time === 'annual' ? null : period };
                const [whole] = (await evaluateMetric(engine, { ...asked, by: [] })).rows;
                for (const part of isRatio(metric)
                  ? (['numerator', 'denominator'] as const)
                  : (['numerator'] as const)) {
                  let added = 0;
                  for (const ledger of ledgersOf(metric.id, part))
                    added += (
                      await rowsTotal(engine, await rowsStatement(engine, { request: asked, part, ledger }))
                    ).amount;
                  expect(added, `${metric.id}, ${part}`).toBeCloseTo(whole?.[part] ?? 0, 2);
                }
              }
            } finally {
              engine.close();
            }
          },
        ),
        { numRuns: 3, ...noShrinking },
      );
    },
  );

  test('no metric is without its ledgers, unless it says why', () => {
    for (const metric of metrics.values()) {
      if (withoutRows.has(metric.id)) continue;
      expect(ledgersOf(metric.id, 'numerator'), metric.id).not.toEqual([]);
      if (isRatio(metric)) expect(ledgersOf(metric.id, 'denominator'), metric.id).not.toEqual([]);
    }
  });
});
