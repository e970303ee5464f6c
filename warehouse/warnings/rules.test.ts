import { describe, expect, test } from 'vitest';
import { openModelled, type RawTables } from '../../tests/fixtures/raw-tables.ts';
import { runOn } from '../connection.ts';
import { ruleSql, warningRules } from './registry.ts';
import { prepareTexts, ruleStatements } from './run-rule.ts';
import { shippedThresholds } from './thresholds.ts';

/** What a rule finds in literal rows: subject, month, severity, value. */
async function findings(id: string, tables: RawTables, from = '2024-01-01', to = '2026-12-01') {
  const rule = warningRules.get(id);
  if (!rule) throw new Error(`no rule ${id}`);
  const engine = await openModelled(tables, [await ruleSql(id)]);
  try {
    return await engine.using(async (connection) => {
      await prepareTexts(connection);
      const found = [];
      for (const { sql, parameters } of await ruleStatements(rule, { from, to }, shippedThresholds))
        found.push(
          ...(await runOn(
            connection,
            `select subject, strftime(period, '%Y-%m') as period, severity, round(value, 4) as value
             from (\n${sql}\n) as found order by period, subject`,
            parameters,
          )),
        );
      return found.map(({ subject, period, severity, value }) => [subject, period, severity, value]);
    });
  } finally {
    engine.close();
  }
}

const numbered = (rows: readonly Record<string, string | number>[]) =>
  rows.map((row, at) => ({ payment_id: `P${at}`, ...row }));

describe('department_behind', () => {
  const budget = [
    { department_code: '101', amount: 12_000_000 },
    { subject_code: '227', department_code: '101', amount: 99_000_000 },
    { department_code: '102', amount: 900_000 },
  ];
  const paid = (department: string, month: string, amount: number) => ({
    department_code: department,
    paid_on: `2026-${month}-10`,
    amount,
  });
  const tables = {
    finance_budget: budget,
    finance_payments: numbered([
      paid('101', '01', 1_000_000),
      paid('101', '03', 600_000),
      paid('101', '06', 1_000_000),
      paid('102', '06', 1),
    ]),
  };

  test('begins in March, leaves out the reserve and the small, and turns red past twenty points', async () => {
    expect(await findings('department_behind', tables)).toEqual([
      ['330300-CL/101', '2026-03', 'yellow', 0.1167],
      ['330300-CL/101', '2026-04', 'yellow', 0.2],
      ['330300-CL/101', '2026-05', 'red', 0.2833],
      ['330300-CL/101', '2026-06', 'red', 0.2833],
    ]);
  });

  test('says nothing of an area that delivered no budget', async () => {
    expect(await findings('department_behind', { ...tables, finance_budget: [] })).toEqual([]);
  });
});

describe('year_end_rush', () => {
  const year = (of: number, before: number, december: number) => [
    { paid_on: `${of}-05-10`, amount: before },
    { paid_on: `${of}-12-30`, amount: december },
  ];

  test('is yellow past a quarter, red past a half, and waits for the year to close', async () => {
    const payments = numbered([
      ...year(2023, 75, 25).map((row) => ({ ...row, amount: row.amount * 100_000 })),
      ...year(2024, 70, 30).map((row) => ({ ...row, amount: row.amount * 100_000 })),
      ...year(2025, 49, 51).map((row) => ({ ...row, amount: row.amount * 100_000 })),
      { paid_on: '2026-11-30', amount: 9_000_000 },
    ]);
    expect(await findings('year_end_rush', { finance_payments: payments }, '2023-01-01')).toEqual([
      ['330300-CL/101', '2024-12', 'yellow', 0.3],
      ['330300-CL/101', '2025-12', 'red', 0.51],
    ]);
  });
});

describe('carry_over', () => {
  test('is red in the second year running', async () => {
    const years = [2023, 2024, 2025];
    const tables = {
      finance_budget: years.map((fiscal_year) => ({
        fiscal_year,
        department_code: '101',
        amount: 10_000_000,
      })),
      finance_payments: numbered(
        years.map((year, at) => ({
          paid_on: `${year}-12-01`,
          amount: [9_500_000, 8_000_000, 8_500_000][at] ?? 0,
        })),
      ),
    };
    expect(await findings('carry_over', tables, '2023-01-01')).toEqual([
      ['330300-CL/101', '2024-12', 'yellow', 0.2],
      ['330300-CL/101', '2025-12', 'red', 0.15],
    ]);
  });
});

describe('payment patterns', () => {
  const pay = (day: string, amount: number, payee = '甲公司', department = '101') => ({
    paid_on: `2026-05-${day}`,
    amount,
    payee_name: payee,
    department_code: department,
  });

  test('three just under the limit within days of each other look split; two, or far apart, do not', async () => {
    const payments = numbered([
      pay('11', 398_000),
      pay('13', 399_000),
      pay('20', 380_000),
      pay('11', 398_000, '乙公司'),
      pay('12', 398_000, '乙公司'),
      pay('12', 400_000, '乙公司'),
      pay('12', 379_999, '乙公司'),
      pay('01', 390_000, '丙公司'),
      pay('16', 390_000, '丙公司'),
      pay('31', 390_000, '丙公司'),
    ]);
    expect(await findings('split_payments', { finance_payments: payments })).toEqual([
      ['330300-CL/101/P0', '2026-05', 'look', 3],
    ]);
  });

  test('the same payee and amount twice is listed, other departments and later days are not', async () => {
    const payments = numbered([
      pay('04', 250_000),
      pay('14', 250_000),
      pay('25', 250_000),
      pay('05', 250_000, '甲公司', '102'),
      pay('05', 99_999, '乙公司'),
      pay('06', 99_999, '乙公司'),
    ]);
    expect(await findings('duplicate_payments', { finance_payments: payments })).toEqual([
      ['330300-CL/101/P0', '2026-05', 'look', 2],
    ]);
  });

  test('Saturdays and Sundays are listed, Fridays are not', async () => {
    const payments = numbered([pay('01', 10), pay('02', 10), pay('03', 10), pay('04', 10)]);
    expect(await findings('weekend_payments', { finance_payments: payments })).toEqual([
      ['330300-CL/101', '2026-05', 'look', 2],
    ]);
  });
});

describe('finding_overdue', () => {
  test('counts from its date to the month’s end, and ends with its rectification', async () => {
    const rows = [
      { finding_id: 'F1', due_on: '2026-03-31', rectified_on: '2026-07-15', status: 'rectified' },
      { finding_id: 'F2', due_on: '2026-07-20', found_on: '2026-02-01' },
    ];
    expect(
      await findings(
        'finding_overdue',
        {
          audit_findings: rows,
        },
        '2026-01-01',
        '2026-07-01',
      ),
    ).toEqual([
      ['F1', '2026-04', 'yellow', 30],
      ['F1', '2026-05', 'yellow', 61],
      ['F1', '2026-06', 'red', 91],
      ['F2', '2026-07', 'yellow', 11],
    ]);
  });
});
