import { afterAll, beforeAll, expect, test } from 'vitest';
import { openModelled } from '../../tests/fixtures/raw-tables.ts';
import type { DuckDbEngine } from '../connection.ts';
import { evaluateMetric } from './evaluate.ts';
import { metrics } from './registry.ts';
import type { MetricRequest } from './request.ts';

let engine: DuckDbEngine;
beforeAll(async () => {
  engine = await openModelled({
    finance_payments: [{ amount: 7 }, { payment_id: 'P2', amount: 5, function_code: '9990101' }],
    finance_budget: [{ department_code: '102', department_name: '市科技局', amount: 1 }],
  });
}, 60_000);
afterAll(() => engine.close());

async function ask(id: string, filters: MetricRequest['filters']): Promise<number | null> {
  const metric = metrics.get(id);
  if (metric === undefined) throw new Error(`no metric ${id}`);
  const { rows } = await evaluateMetric(engine, { metric, by: [], period: '2026', filters });
  return rows[0]?.value ?? null;
}

test.each([
  ['general_expenditure', { department: ['101', 'zzz'] }, '“zzz”', '101 市教育局'],
  ['general_expenditure', { function: ['205x'] }, '“205x”', '205 教育支出'],
  ['account_revenue', { account: ['generl'] }, '“generl”', 'general 一般公共预算'],
  ['debt_balance', { debt_kind: ['toString'] }, '“toString”', 'special 专项债务'],
])('%s of %o is refused, naming what there is', async (id, filters, wrong, known) => {
  await expect(ask(id, filters)).rejects.toMatchObject({
    ...{ code: 'invalid_parameter', parameter: Object.keys(filters)[0] },
    message: expect.stringMatching(new RegExp(`${wrong}.*${known}`)) as unknown,
  });
});

test.each([
  ['a department that spent nothing', { department: ['102'] }, 0],
  ['the beginning of a code', { function: ['2'] }, 7],
  ['a code that only the ledger has', { function: ['999'] }, 5],
])('%s is one', async (_what, filters, value) => {
  expect(await ask('general_expenditure', filters)).toBe(value);
});
