import { afterEach, describe, expect, test } from 'vitest';
import { openModelled, type RawRow, type RawTables } from '../../tests/fixtures/raw-tables.ts';
import type { DuckDbEngine } from '../connection.ts';
import type { Dimension } from './definition.ts';
import { evaluateMetric, type MetricAnswer } from './evaluate.ts';
import { metrics } from './registry.ts';
import type { MetricRequest } from './request.ts';

let engine: DuckDbEngine | null = null;

afterEach(() => {
  engine?.close();
  engine = null;
});

function metric(id: string) {
  const found = metrics.get(id);
  if (!found) throw new Error(`no metric ${id}`);
  return found;
}

async function ask(
  tables: RawTables,
  id: string,
  asked: Partial<Omit<MetricRequest, 'metric'>> = {},
): Promise<MetricAnswer> {
  engine ??= await openModelled(tables);
  return evaluateMetric(engine, { metric: metric(id), by: [], period: null, filters: {}, ...asked });
}

const values = (answer: MetricAnswer, dimension: Dimension): unknown[] =>
  answer.rows.map((row) => [row.key[dimension], row.value]);

const payment = (index: number, row: RawRow): RawRow => ({ payment_id: `P${index}`, ...row });

const spending: RawTables = {
  finance_budget: [
    { department_code: '101', department_name: '市教育局', amount: 100 },
    { department_code: '102', department_name: '市科技局', subject_code: '2060101', amount: 60 },
    {
      department_code: '102',
      department_name: '市科技局',
      subject_code: '2060101',
      amount: 50,
      version: 'adjusted',
    },
    { department_code: '101', department_name: '市教育局', amount: 90, version: 'adjusted' },
    { subject_code: '23001', amount: 500, version: 'adjusted' },
    { department_code: '301', department_name: '鹿城区教育局', area_code: '330302', amount: 60 },
  ],
  finance_payments: [
    payment(1, { paid_on: '2025-01-31', amount: 20 }),
    payment(2, { paid_on: '2026-01-15', amount: 30 }),
    payment(3, { paid_on: '2026-02-15', amount: 15.05 }),
    payment(4, {
      paid_on: '2026-01-15',
      department_code: '102',
      department_name: '市科技局',
      function_code: '2060101',
      amount: 5,
    }),
    payment(5, {
      paid_on: '2026-01-20',
      department_code: '301',
      department_name: '鹿城区教育局',
      area_code: '330302',
      amount: 9.95,
    }),
    payment(6, { paid_on: '2026-03-01', function_code: '2300101', amount: 400 }),
    payment(7, { paid_on: '2026-03-01', account: 'fund', function_code: '2120801', amount: 300 }),
  ],
};

describe('a flow', () => {
  test('adds up the months of the latest year so far; transfers and other accounts stay out', async () => {
    const answer = await ask(spending, 'general_expenditure');
    expect(answer.period).toEqual({ from: '2026-01', to: '2026-03' });
    expect(answer.rows).toEqual([
      { key: {}, label: {}, value: 60, numerator: 60, denominator: null, status: 'ok' },
    ]);
  });

  test('is broken down in the usual order of areas, by value otherwise, with names', async () => {
    const byArea = await ask(spending, 'general_expenditure', { by: ['area'] });
    expect(byArea.rows.map((row) => [row.key.area, row.label.area, row.value])).toEqual([
      ['330300-CL', '市本级', 50.05],
      ['330302', '鹿城区', 9.95],
    ]);
    const byFunction = await ask(spending, 'general_expenditure', { by: ['function'] });
    expect(byFunction.rows.map((row) => [row.key.function, row.label.function, row.value])).toEqual([
      ['205', '教育支出', 55],
      ['206', '科学技术支出', 5],
    ]);
    const months = await ask(spending, 'general_expenditure', { by: ['period', 'area'] });
    expect(months.rows.map((row) => [row.key.period, row.label.period, row.key.area, row.value])).toEqual([
      ['2026-01', '2026年1月', '330300-CL', 35],
      ['2026-01', '2026年1月', '330302', 9.95],
      ['2026-02', '2026年2月', '330300-CL', 15.05],
      ['2026-02', '2026年2月', '330302', 0],
      ['2026-03', '2026年3月', '330300-CL', 0],
      ['2026-03', '2026年3月', '330302', 0],
    ]);
  });

  test('takes periods, the whole city as all its leaves, several codes, and codes below a code', async () => {
    const value = async (asked: Partial<Omit<MetricRequest, 'metric'>>) =>
      (await ask(spending, 'general_expenditure', asked)).rows[0]?.value;
    expect(await value({ period: '2025' })).toBe(20);
    expect(await value({ period: '2025-01..2026-01' })).toBe(64.95);
    expect(await value({ filters: { area: ['330300'] } })).toBe(60);
    expect(await value({ filters: { area: ['330302'] } })).toBe(9.95);
    expect(await value({ filters: { department: ['102', '301'] } })).toBe(14.95);
    expect(await value({ filters: { function: ['20'] } })).toBe(60);
    expect(await value({ filters: { function: ['206'], area: ['330300-CL'] } })).toBe(5);
  });

  test('without data has no value and says so', async () => {
    const answer = await ask(spending, 'general_expenditure', { period: '2024' });
    expect(answer.period).toEqual({ from: '2024-01', to: '2024-12' });
    expect(answer.rows).toEqual([
      { key: {}, label: {}, value: null, numerator: null, denominator: null, status: 'no_data' },
    ]);
    expect((await ask(spending, 'general_expenditure', { period: '2024', by: ['area'] })).rows).toEqual([]);
    const nothing = await ask(spending, 'tax_collected');
    expect(nothing.period).toBeNull();
    expect(nothing.rows[0]?.status).toBe('no_data');
  });

  test('growth is a ratio of sums over the months of both years', async () => {
    const growth = await ask(spending, 'general_expenditure_growth');
    expect(growth.period).toEqual({ from: '2026-01', to: '2026-01' });
    expect(growth.rows[0]).toMatchObject({ numerator: 24.95, denominator: 20, value: 24.95 / 20 });
    const byDepartment = await ask(spending, 'general_expenditure_growth', {
      by: ['department'],
      period: '2026-01',
    });
    expect(byDepartment.rows.map((row) => [row.key.department, row.value, row.status])).toEqual([
      ['101', 0.5, 'ok'],
      ['102', null, 'undefined'],
      ['301', null, 'undefined'],
    ]);
  });
});

describe('a cumulative rate', () => {
  test('is the last month’s year to date over the budget in force, as a ratio of sums', async () => {
    const answer = await ask(spending, 'expenditure_execution_rate');
    expect(answer.period).toEqual({ from: '2026-01', to: '2026-03' });
    expect(answer.rows[0]).toMatchObject({ numerator: 60, denominator: 200, value: 0.3, status: 'ok' });
    const january = await ask(spending, 'expenditure_execution_rate', { period: '2026-01' });
    expect(january.rows[0]).toMatchObject({ numerator: 44.95, denominator: 200 });
  });

  test('by period gives every month', async () => {
    const answer = await ask(spending, 'expenditure_execution_rate', { by: ['period'], period: '2026-H1' });
    expect(values(answer, 'period')).toEqual([
      ['2026-01', 44.95 / 200],
      ['2026-02', 0.3],
      ['2026-03', 0.3],
    ]);
    expect(answer.period).toEqual({ from: '2026-01', to: '2026-03' });
  });

  test('parts without a department are called that, and are in the whole', async () => {
    const tables: RawTables = {
      finance_budget: [
        { department_code: '101', amount: 30 },
        { subject_code: '227', amount: 10 },
      ],
      finance_payments: [{ amount: 6 }],
    };
    const byDepartment = await ask(tables, 'expenditure_execution_rate', { by: ['department'] });
    expect(byDepartment.rows.map((row) => [row.key.department, row.label.department, row.value])).toEqual([
      ['101', '市教育局', 0.2],
      [null, '未列部门', 0],
    ]);
    expect((await ask(tables, 'expenditure_execution_rate')).rows[0]?.value).toBe(0.15);
  });

  test('leaves out areas and years without a budget', async () => {
    expect((await ask(spending, 'expenditure_execution_rate', { period: '2025' })).rows[0]?.status).toBe(
      'no_data',
    );
  });

  test('the gap is the rate less the time progress', async () => {
    const gap = await ask(spending, 'expenditure_progress_gap', { by: ['department'] });
    expect(values(gap, 'department')).toEqual([
      ['101', expect.closeTo(45.05 / 90 - 0.25, 12)],
      ['301', expect.closeTo(9.95 / 60 - 0.25, 12)],
      ['102', expect.closeTo(5 / 50 - 0.25, 12)],
    ]);
    const progress = await ask(spending, 'time_progress');
    expect(progress.rows[0]).toMatchObject({ numerator: 3, denominator: 12, value: 0.25 });
  });

  test('revenue: reported budgets, transfers left out, an undefined rate where there is none', async () => {
    const tables: RawTables = {
      finance_revenue: [
        { month_amount: 30, year_to_date_amount: 30, budget_amount: 300 },
        { item_code: '10306', month_amount: 10, year_to_date_amount: 10 },
        { item_code: '11001', month_amount: 99, year_to_date_amount: 99, budget_amount: 99 },
        { area_code: '330302', month_amount: 50, year_to_date_amount: 50 },
      ],
    };
    expect((await ask(tables, 'general_revenue')).rows[0]?.value).toBe(90);
    expect((await ask(tables, 'revenue_execution_rate')).rows[0]).toMatchObject({
      numerator: 40,
      denominator: 300,
    });
    expect((await ask(tables, 'tax_share')).rows[0]).toMatchObject({ numerator: 80, denominator: 90 });
    const items = await ask(tables, 'revenue_execution_rate', { by: ['revenue_item'] });
    expect(items.rows.map((row) => [row.key.revenue_item, row.value, row.status])).toEqual([
      ['10101', 0.1, 'ok'],
      ['10306', null, 'undefined'],
    ]);
    expect(
      (await ask(tables, 'general_revenue', { filters: { revenue_item: ['103'] } })).rows[0]?.value,
    ).toBe(10);
    const gap = await ask(tables, 'revenue_progress_gap', {
      filters: { revenue_item: ['101'], area: ['330300-CL'] },
    });
    expect(gap.rows[0]?.value).toBeCloseTo(0.1 - 1 / 12, 12);
  });
});

describe('a stock', () => {
  const tables: RawTables = {
    audit_findings: [
      { finding_id: 'F1', audit_year: 2024, found_on: '2025-07-01', due_on: '2025-12-31' },
      { finding_id: 'F2', status: 'rectified', rectified_on: '2026-04-30', category: 'funds' },
    ],
    stations_register: [{}, { station_code: 'S2', opened_on: '2026-03-09', county_code: '330303' }],
    stations_opinions: [
      {},
      { opinion_id: 'O2', channel: 'onsite', closed_on: '2026-05-01' },
      { opinion_id: 'O3', station_code: 'S2', received_on: '2026-04-02' },
    ],
    stations_duty: [{}, { deputy_key: 'D2', attended: false }],
    stations_activities: [{ station_code: 'S2', held_on: '2026-04-01' }],
  };

  test('is the state at the end of the latest month', async () => {
    const rate = await ask(tables, 'audit_rectification_rate');
    expect(rate.period).toEqual({ from: '2026-04', to: '2026-04' });
    expect(rate.rows[0]).toMatchObject({ numerator: 1, denominator: 2, value: 0.5 });
    expect((await ask(tables, 'audit_overdue', { period: '2025' })).rows[0]?.value).toBe(0);
    expect((await ask(tables, 'audit_overdue')).rows[0]?.value).toBe(1);
    // From 31 December to 30 April.
    expect((await ask(tables, 'audit_overdue_days')).rows[0]).toMatchObject({
      numerator: 120,
      denominator: 1,
    });
    expect((await ask(tables, 'audit_overdue_days', { period: '2025' })).rows[0]?.status).toBe('undefined');
    expect((await ask(tables, 'audit_findings', { filters: { year: ['2024'] } })).rows[0]?.value).toBe(1);
    const kinds = await ask(tables, 'audit_findings', { by: ['category'] });
    expect(kinds.rows.map((row) => [row.label.category, row.value])).toEqual([
      ['预算编制与执行', 1],
      ['专项资金', 1],
    ]);
    expect((await ask(tables, 'stations', { period: '2026-Q1' })).rows[0]?.value).toBe(2);
    expect((await ask(tables, 'stations', { period: '2026-02' })).rows[0]?.value).toBe(1);
  });

  test('stations count what they do; a silent one counts zero', async () => {
    const opinions = await ask(tables, 'opinions_received', { by: ['station'] });
    expect(opinions.rows.map((row) => [row.label.station, row.value])).toEqual([
      ['五马街道联络站', 2],
      ['五马街道联络站', 1],
    ]);
    expect(values(await ask(tables, 'opinions_received', { by: ['channel'] }), 'channel')).toEqual([
      ['online', 2],
      ['onsite', 1],
    ]);
    expect((await ask(tables, 'opinions_online_share')).rows[0]?.value).toBe(2 / 3);
    expect((await ask(tables, 'opinions_closed_rate', { period: '2026-01' })).rows[0]?.value).toBe(0.5);
    expect((await ask(tables, 'duty_attendance_rate')).rows[0]?.value).toBe(0.5);
    expect(values(await ask(tables, 'station_activities', { by: ['area'] }), 'area')).toEqual([
      ['330302', 0],
      ['330303', 1],
    ]);
  });
});

describe('annual amounts', () => {
  test('budgets keep transfers, and versions, accounts and sides apart', async () => {
    const filters = { year: ['2026'], version: ['adjusted'], account: ['general'], side: ['expenditure'] };
    const answer = await ask(spending, 'budget_amount', { filters, by: ['function'] });
    expect(answer.period).toBeNull();
    expect(values(answer, 'function')).toEqual([
      ['230', 500],
      ['205', 90],
      ['206', 50],
    ]);
    const versions = await ask(spending, 'budget_amount', {
      filters: { year: ['2026'], account: ['general'], side: ['expenditure'], area: ['330300-CL'] },
      by: ['version'],
    });
    expect(versions.rows.map((row) => [row.label.version, row.value])).toEqual([
      ['调整预算', 640],
      ['年初预算', 160],
    ]);
  });

  test('published figures are quoted: where pages disagree there is no value', async () => {
    const tables: RawTables = {
      published: [
        { value: 138.9, source_url: 'https://example.org/a' },
        { value: 138.9, source_url: 'https://example.org/b' },
        { value: 138.9123, source_url: 'https://example.org/a', item: '支出' },
        { value: 139, source_url: 'https://example.org/b', item: '支出' },
        { value: 10.3, unit: '%', measure: '增长' },
      ],
    };
    const cell = {
      year: ['2023'],
      published_area: ['温州市本级'],
      published_period: ['全年'],
      topic: ['一般公共预算'],
    };
    const items = await ask(tables, 'published_amount', { filters: cell, by: ['item'] });
    expect(items.rows.map((row) => [row.key.item, row.value, row.status])).toEqual([
      ['收入', 13_890_000_000, 'ok'],
      ['支出', null, 'undefined'],
    ]);
    const pages = await ask(tables, 'published_amount', {
      filters: { ...cell, item: ['支出'] },
      by: ['source_url'],
    });
    expect(values(pages, 'source_url')).toEqual([
      ['https://example.org/b', 13_900_000_000],
      ['https://example.org/a', 13_891_230_000],
    ]);
  });
});
