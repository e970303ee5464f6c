import { describe, expect, test } from 'vitest';
import { judge, numbered } from '../../tests/fixtures/rule-findings.ts';
import type { RawTables } from '../../tests/fixtures/raw-tables.ts';

async function findings(rule: string, tables: RawTables) {
  const judged = await judge([rule], tables);
  try {
    return await judged.findings(rule, '2026-01', '2026-12');
  } finally {
    judged.close();
  }
}

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

  test('large round sums to one payee in one month are listed, a single one is not', async () => {
    const payments = numbered([
      pay('05', 1_000_000),
      pay('06', 1_200_000),
      pay('07', 1_250_000),
      pay('08', 900_000),
      pay('05', 2_000_000, '乙公司'),
      { ...pay('05', 2_000_000, '乙公司'), paid_on: '2026-06-05' },
    ]);
    expect(await findings('round_payments', { finance_payments: payments })).toEqual([
      ['330300-CL/101/甲公司', '2026-05', 'look', 2],
    ]);
  });

  test('Saturdays and Sundays are listed, Fridays are not', async () => {
    const payments = numbered([pay('01', 10), pay('02', 10), pay('03', 10), pay('04', 10)]);
    expect(await findings('weekend_payments', { finance_payments: payments })).toEqual([
      ['330300-CL/101', '2026-05', 'look', 2],
    ]);
  });
});
