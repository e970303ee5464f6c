import { afterEach, describe, expect, test } from 'vitest';
import { createRawTables, openModelled, type RawTables } from '../../tests/fixtures/raw-tables.ts';
import { contracts } from '../../etl/sources/registry.ts';
import { DuckDbEngine } from '../connection.ts';
import { loadSeeds } from './load-seeds.ts';
import { manifest } from './manifest.ts';
import { runModels } from './run-models.ts';

let engine: DuckDbEngine | null = null;

async function query(tables: RawTables, sql: string) {
  engine = await openModelled(tables);
  return engine.rows(sql);
}

afterEach(() => {
  engine?.close();
  engine = null;
});

describe('models', () => {
  test('are all made when no source has delivered anything', async () => {
    engine = await DuckDbEngine.open(':memory:', { readOnly: false });
    const runs = await engine.using(async (connection) => {
      await createRawTables(connection, {});
      await loadSeeds(connection);
      return runModels(connection);
    });
    expect(runs.map((run) => run.name)).toEqual(manifest.map((model) => model.name));
    const filled = runs.filter((run) => run.rows > 0).map((run) => run.name);
    expect(filled.every((name) => name.startsWith('marts.dim_'))).toBe(true);
    const payment = runs.find((run) => run.name === 'marts.fct_payment');
    expect(payment?.dependsOn).toEqual(['staging.stg_finance__payments']);
    expect(payment?.purpose).toContain('One treasury payment');
  });

  test('name every short code as the contracts first spell it', async () => {
    const rows = await query(
      {},
      `select dimension || ' ' || code || ' ' || name as spelt from marts.dim_code`,
    );
    // Which column of which contract a list comes from.
    const lists: Readonly<Record<string, readonly [string, string]>> = {
      account: ['finance.budget', 'account'],
      version: ['finance.budget', 'version'],
      side: ['finance.budget', 'side'],
      category: ['audit.findings', 'category'],
      channel: ['stations.opinions', 'channel'],
      suggestion_category: ['suggestions.register', 'category'],
      result_class: ['suggestions.register', 'result_class'],
      debt_kind: ['finance.debt', 'debt_kind'],
      transfer_kind: ['finance.transfers', 'transfer_kind'],
      project_stage: ['development.projects', 'project_stage'],
      sector: ['development.projects', 'sector'],
      indicator: ['development.economy', 'indicator'],
      tier: ['state_assets', 'tier'],
      land_use: ['natural_resources.land', 'land_use'],
      handler_role: ['suggestions.handlers', 'role'],
      author_kind: ['legislation.opinions', 'author_kind'],
      topic_kind: ['legislation.reservations', 'topic_kind'],
      livelihood_field: ['livelihood.ideas', 'field'],
      livelihood_stage: ['livelihood.candidates', 'stage'],
      idea_source: ['livelihood.ideas', 'source'],
      evaluated_by: ['livelihood.evaluations', 'asked'],
      review_head: ['budget_opinions', 'review_head'],
      opinion_kind: ['stations.opinions', 'kind'],
      peer_group: ['stations.register', 'peer_group'],
      method: ['finance.payments', 'method'],
    };
    const named = Object.entries(lists).flatMap(([dimension, [contract, name]]) => {
      const column = contracts.get(contract)?.columns.find((candidate) => candidate.name === name);
      return Object.entries(column?.codes ?? {}).map(
        ([code, spellings]) => `${dimension} ${code} ${spellings[0]}`,
      );
    });
    expect(rows.map((row) => row.spelt).sort()).toEqual(named.sort());
  });

  test('payments of one area, day and department lie together, days in order', async () => {
    const rows = await query(
      {
        finance_payments: [
          { payment_id: 'P1', area_code: '330303', paid_on: '2026-01-02' },
          { payment_id: 'P2', area_code: '330302', paid_on: '2026-03-01' },
          { payment_id: 'P5', area_code: '330303', paid_on: '2026-01-01' },
          { payment_id: 'P3', area_code: '330302', paid_on: '2026-01-09', department_code: '102' },
          { payment_id: 'P4', area_code: '330302', paid_on: '2026-01-09', department_code: '101' },
          { payment_id: 'P6', area_code: '330302', paid_on: '2026-01-09', department_code: '102' },
        ],
      },
      'select payment_id, _batch, _row from marts.fct_payment order by rowid',
    );
    const ids = rows.map(({ payment_id: id }) => (typeof id === 'string' ? id : ''));
    const place = (id: string) => ids.indexOf(id);
    const areas = [ids.filter((id) => /[15]/.test(id)), ids.filter((id) => /[2346]/.test(id))];
    expect([areas.flat(), areas.toReversed().flat()]).toContainEqual(ids);
    expect(areas[0]).toEqual(['P5', 'P1']);
    expect(areas[1]?.at(-1)).toBe('P2');
    expect(Math.abs(place('P3') - place('P6'))).toBe(1);
    expect(rows[place('P1')]).toMatchObject({ _batch: 'finance.payments-test-1', _row: 2 });
  });

  test('a department is called what it was last called', async () => {
    const rows = await query(
      {
        finance_payments: [
          { payment_id: 'P1', paid_on: '2025-03-01', department_name: '市教育局（旧）' },
          { payment_id: 'P2', paid_on: '2026-03-01', department_name: '市教育局' },
        ],
        finance_budget: [{ fiscal_year: 2024, department_code: '103', department_name: '市科技局' }],
      },
      'select code, area_code, name from marts.dim_department order by code',
    );
    expect(rows).toEqual([
      { code: '101', area_code: '330300-CL', name: '市教育局' },
      { code: '103', area_code: '330300-CL', name: '市科技局' },
    ]);
  });

  test('a function beyond the national list takes its delivered name, else its parent’s', async () => {
    const rows = await query(
      {
        finance_budget: [{ subject_code: '2050299', subject_name: '其他普通教育支出' }],
        finance_payments: [{ function_code: '2059999' }],
      },
      "select code, class_code, name from marts.dim_function where code in ('2050299', '2059999') order by code",
    );
    expect(rows).toEqual([
      { code: '2050299', class_code: '205', name: '其他普通教育支出' },
      { code: '2059999', class_code: '205', name: '教育支出' },
    ]);
  });

  test('the calendar runs from January to the last month of any source and knows who speaks when', async () => {
    const rows = await query(
      {
        finance_payments: [
          { payment_id: 'P1', paid_on: '2026-02-03' },
          { payment_id: 'P2', paid_on: '2026-04-03' },
        ],
        finance_revenue: [{ period: '2026-05-01' }],
        stations_register: [{ opened_on: '2030-01-01' }],
      },
      'select month_number, has_payments, has_revenue from marts.dim_month order by period',
    );
    expect(rows.map((row) => row.month_number)).toEqual([1, 2, 3, 4, 5]);
    expect(rows.map((row) => row.has_payments)).toEqual([false, true, true, true, false]);
    expect(rows.map((row) => row.has_revenue)).toEqual([false, false, false, false, true]);
  });

  test('expenditure is dense: a month without payments keeps its year to date and its budget', async () => {
    const rows = await query(
      {
        finance_budget: [
          { department_code: '101', amount: 100 },
          { department_code: '102', amount: 40 },
        ],
        finance_payments: [
          { payment_id: 'P1', paid_on: '2026-01-05', amount: 10.01 },
          { payment_id: 'P2', paid_on: '2026-03-05', amount: 20.02 },
        ],
      },
      `select department_code, paid_amount, paid_year_to_date, budget_amount
       from marts.mart_expenditure_month order by department_code, period`,
    );
    const line = (
      department_code: string,
      paid_amount: number,
      paid_year_to_date: number,
      budget: number,
    ) => ({
      department_code,
      paid_amount,
      paid_year_to_date,
      budget_amount: budget,
    });
    expect(rows).toEqual([
      line('101', 10.01, 10.01, 100),
      line('101', 0, 10.01, 100),
      line('101', 20.02, 30.03, 100),
      line('102', 0, 0, 40),
      line('102', 0, 0, 40),
      line('102', 0, 0, 40),
    ]);
  });

  test('the budget in force is the adjusted one where it was delivered, area by area and account by account', async () => {
    const rows = await query(
      {
        finance_budget: [
          { department_code: '101', amount: 100 },
          { department_code: '102', amount: 30 },
          { department_code: '101', amount: 120, version: 'adjusted' },
          { department_code: '101', amount: 999, version: 'final' },
          { department_code: '101', amount: 7, account: 'fund' },
          { department_code: '301', amount: 50, area_code: '330302' },
          { department_code: '301', amount: 60, area_code: '330302', fiscal_year: 2025, version: 'final' },
        ],
      },
      `select area_code, account, department_code, version, budget_amount
       from marts.mart_budget_in_force order by area_code, account desc`,
    );
    expect(rows).toEqual([
      {
        area_code: '330300-CL',
        account: 'general',
        department_code: '101',
        version: 'adjusted',
        budget_amount: 120,
      },
      {
        area_code: '330300-CL',
        account: 'fund',
        department_code: '101',
        version: 'approved',
        budget_amount: 7,
      },
      {
        area_code: '330302',
        account: 'general',
        department_code: '301',
        version: 'approved',
        budget_amount: 50,
      },
    ]);
  });

  test('a revenue item left out of a month stands where it stood; an area without budgets has none', async () => {
    const rows = await query(
      {
        finance_revenue: [
          { item_code: '10101', month_amount: 5, year_to_date_amount: 5, budget_amount: 60 },
          { item_code: '10306', month_amount: 2, year_to_date_amount: 2 },
          {
            period: '2026-02-01',
            item_code: '10101',
            month_amount: 6,
            year_to_date_amount: 11,
            budget_amount: 60,
          },
          { area_code: '330302', item_code: '10101', month_amount: 1, year_to_date_amount: 1 },
        ],
      },
      `select area_code, item_code, month_amount, year_to_date_amount, budget_amount
       from marts.mart_revenue_month order by area_code, item_code, period`,
    );
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['330300-CL', '10101', 5, 5, 60],
      ['330300-CL', '10101', 6, 11, 60],
      ['330300-CL', '10306', 2, 2, 0],
      ['330300-CL', '10306', 0, 2, 0],
      ['330302', '10101', 1, 1, null],
    ]);
  });

  test('published money is in yuan, other figures stay as published', async () => {
    const rows = await query(
      {
        published: [
          { value: 138.9, unit: '亿元' },
          { value: 1234.56, unit: '万元' },
          { value: 10.3, unit: '%', measure: '增长' },
        ],
      },
      'select value, amount_yuan from marts.published_figure order by value',
    );
    expect(rows).toEqual([
      { value: 10.3, amount_yuan: null },
      { value: 138.9, amount_yuan: 13_890_000_000 },
      { value: 1234.56, amount_yuan: 12_345_600 },
    ]);
  });

  test('audit findings are counted as known at each month’s end', async () => {
    const rows = await query(
      {
        audit_findings: [
          {
            finding_id: 'F1',
            found_on: '2026-02-10',
            due_on: '2026-03-15',
            status: 'rectified',
            rectified_on: '2026-04-01',
          },
          { finding_id: 'F2', found_on: '2026-03-31', due_on: '2026-04-30' },
        ],
      },
      `select month(period) as month, findings, rectified, overdue, overdue_days
       from marts.mart_audit_month order by period`,
    );
    expect(rows.map((row) => Object.values(row))).toEqual([
      [2, 1, 0, 0, 0],
      [3, 2, 0, 1, 16],
      [4, 2, 1, 0, 0],
    ]);
  });

  test('a silent station is there with zeros once it has opened', async () => {
    const rows = await query(
      {
        stations_register: [
          { station_code: 'S1' },
          { station_code: 'S2', opened_on: '2026-02-20', county_code: '330303' },
        ],
        stations_opinions: [
          { opinion_id: 'O1', received_on: '2026-01-04', closed_on: '2026-01-20' },
          { opinion_id: 'O2', received_on: '2026-02-04', channel: 'onsite' },
        ],
        stations_duty: [{ attended: false }],
      },
      `select station_code, area_code, stations, opinions, opinions_online, opinions_closed, duty_planned, duty_attended
       from marts.mart_station_month order by station_code, period`,
    );
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['S1', '330302', 1, 1, 1, 1, 1, 0],
      ['S1', '330302', 1, 1, 0, 0, 0, 0],
      ['S2', '330303', 1, 0, 0, 0, 0, 0],
    ]);
  });

  test('equal rows make equal tables, in whatever order they come', async () => {
    const named = (name: string, _row: number) => ({ _row, department_name: name, paid_on: '2026-01-05' });
    const payments = [
      { payment_id: 'P1', ...named('甲局', 2) },
      { payment_id: 'P2', ...named('乙局', 3), area_code: '330302' },
      { payment_id: 'P3', ...named('丙局', 4), amount: 2.5 },
    ];
    const hashes = async (rows: typeof payments) => {
      const database = await openModelled({ finance_payments: rows });
      try {
        const tables = manifest.filter((model) => model.materialised === 'table');
        return await Promise.all(
          tables.map(async ({ name }) => {
            const [hashed] = await database.rows(
              `select cast(bit_xor(hash(model)) as varchar) as hash from ${name} as model`,
            );
            return [name, hashed?.hash];
          }),
        );
      } finally {
        database.close();
      }
    };
    expect(await hashes(payments.toReversed())).toEqual(await hashes(payments));
  });
});
