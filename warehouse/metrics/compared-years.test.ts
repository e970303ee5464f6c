import { afterEach, describe, expect, test } from 'vitest';
import { openModelled, type RawTables } from '../../tests/fixtures/raw-tables.ts';
import type { DuckDbEngine } from '../connection.ts';
import type { Dimension } from './definition.ts';
import { evaluateMetric, type MetricRow } from './evaluate.ts';
import { metrics } from './registry.ts';
import type { MetricRequest } from './request.ts';

let engine: DuckDbEngine | null = null;

afterEach(() => {
  engine?.close();
  engine = null;
});

async function ask(
  tables: RawTables,
  id: string,
  asked: Partial<Omit<MetricRequest, 'metric'>> = {},
): Promise<readonly MetricRow[]> {
  engine ??= await openModelled(tables);
  const metric = metrics.get(id);
  if (!metric) throw new Error(`no metric ${id}`);
  return (await evaluateMetric(engine, { metric, by: [], period: null, filters: {}, ...asked })).rows;
}

const pairs = (rows: readonly MetricRow[], dimension: Dimension): unknown[] =>
  rows.map((row) => [row.key[dimension], row.value]);

const month = (period: string, collected_amount: number, rest: Readonly<Record<string, string>> = {}) => ({
  period: `${period}-01`,
  collected_amount,
  ...rest,
});

describe('tax against last year', () => {
  const tables: RawTables = {
    tax_monthly: [
      month('2025-01', 100),
      month('2025-01', 40, { industry: 'K' }),
      month('2025-03', 7),
      month('2026-01', 130),
      month('2026-01', 30, { industry: 'K' }),
      month('2026-02', 999),
      month('2026-01', 500, { area_code: '330302' }),
    ],
  };

  test('compares the months and areas reported in both years only; parts add up to the whole', async () => {
    expect((await ask(tables, 'tax_change')).map((row) => row.value)).toEqual([20]);
    expect(pairs(await ask(tables, 'tax_change', { by: ['industry'] }), 'industry')).toEqual([
      ['C', 30],
      ['K', -10],
    ]);
    const [growth] = await ask(tables, 'tax_growth');
    expect(growth?.value).toBeCloseTo(20 / 140, 12);
  });

  test('has no growth where there was nothing last year', async () => {
    const rows = await ask(
      { tax_monthly: [month('2025-01', 1), month('2026-01', 1), month('2026-01', 2, { industry: 'K' })] },
      'tax_growth',
      { by: ['industry'] },
    );
    expect(rows.map((row) => [row.key.industry, row.status])).toEqual([
      ['C', 'ok'],
      ['K', 'undefined'],
    ]);
  });
});

describe('the share of December', () => {
  test('is of whole years only, transfers and other accounts left out', async () => {
    const payment = (index: number, paid_on: string, amount: number, function_code = '2050201') => ({
      payment_id: `P${index}`,
      paid_on,
      amount,
      function_code,
    });
    const tables: RawTables = {
      finance_payments: [
        payment(1, '2025-03-05', 60),
        payment(2, '2025-12-20', 20),
        payment(3, '2025-12-20', 500, '2300101'),
        payment(4, '2026-02-01', 90),
      ],
    };
    expect(pairs(await ask(tables, 'expenditure_december_share', { by: ['year'] }), 'year')).toEqual([
      ['2025', 0.25],
    ]);
  });
});

describe('the four accounts', () => {
  const tables: RawTables = {
    finance_revenue: [
      { month_amount: 10, year_to_date_amount: 10, budget_amount: 40 },
      { account: 'fund', item_code: '1030148', month_amount: 5, year_to_date_amount: 5, budget_amount: 50 },
      { item_code: '11001', month_amount: 900, year_to_date_amount: 900, budget_amount: 900 },
    ],
  };

  test('stand side by side and are never added up', async () => {
    expect(pairs(await ask(tables, 'account_revenue', { by: ['account'] }), 'account')).toEqual([
      ['general', 10],
      ['fund', 5],
    ]);
    expect(pairs(await ask(tables, 'account_revenue_rate', { by: ['account'] }), 'account')).toEqual([
      ['general', 0.25],
      ['fund', 0.1],
    ]);
    await expect(ask(tables, 'account_revenue')).rejects.toThrow(/account/);
  });
});

describe('audit findings and opinions', () => {
  test('counts what was put right and what came again', async () => {
    const tables: RawTables = {
      audit_findings: [
        { finding_id: 'A', found_on: '2025-06-30', rectified_on: '2025-09-01' },
        { finding_id: 'B', found_on: '2026-06-30', repeat_of: 'A' },
      ],
    };
    expect((await ask(tables, 'audit_rectified')).map((row) => row.value)).toEqual([1]);
    expect((await ask(tables, 'audit_repeated')).map((row) => row.value)).toEqual([1]);
    expect((await ask(tables, 'audit_repeated', { period: '2025-09' })).map((row) => row.value)).toEqual([0]);
  });

  test('tells opinions by topic and by the township of their station', async () => {
    const opinion = (index: number, topic: string, station_code: string) => ({
      opinion_id: `N${index}`,
      received_on: '2026-01-05',
      station_code,
      topic,
    });
    const tables: RawTables = {
      stations_register: [
        { station_code: 'S1', township_code: '330302001' },
        { station_code: 'S2', township_code: '330302002' },
      ],
      stations_opinions: [
        opinion(1, '停车难', 'S1'),
        opinion(2, '停车难', 'S2'),
        opinion(3, '路灯照明', 'S2'),
      ],
    };
    expect(pairs(await ask(tables, 'opinions_by_topic', { by: ['opinion_topic'] }), 'opinion_topic')).toEqual(
      [
        ['停车难', 2],
        ['路灯照明', 1],
      ],
    );
    expect(pairs(await ask(tables, 'opinions_received', { by: ['township'] }), 'township')).toEqual([
      ['330302002', 2],
      ['330302001', 1],
    ]);
  });
});
