import { describe, expect, test } from 'vitest';
import { judge, numbered } from '../../tests/fixtures/rule-findings.ts';
import type { RawTables } from '../../tests/fixtures/raw-tables.ts';

async function findings(rule: string, tables: RawTables, from = '2024-01') {
  const judged = await judge([rule], tables);
  try {
    return await judged.findings(rule, from, '2026-12');
  } finally {
    judged.close();
  }
}

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
    expect(await findings('year_end_rush', { finance_payments: payments }, '2023-01')).toEqual([
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
    expect(await findings('carry_over', tables, '2023-01')).toEqual([
      ['330300-CL/101', '2024-12', 'yellow', 0.2],
      ['330300-CL/101', '2025-12', 'red', 0.15],
    ]);
  });
});
