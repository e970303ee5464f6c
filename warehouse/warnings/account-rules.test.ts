import { afterAll, beforeAll, expect, test } from 'vitest';
import { judge, type Judged } from '../../tests/fixtures/rule-findings.ts';

const million = 1_000_000;
const rules = [
  'tax_share_low',
  'debt_near_limit',
  'land_revenue_behind',
  'transfer_late',
  'key_project_stalled',
  'key_project_behind',
  'finding_overdue',
  'finding_repeated',
] as const;

/** Taxes and other revenue of the year so far. */
const revenue = (area: string, month: string, tax: number, other: number) =>
  [
    { item_code: '10101', year_to_date_amount: tax },
    { item_code: '10306', year_to_date_amount: other },
  ].map((row) => ({ ...row, area_code: area, period: `2026-${month}-01` }));
const debt = (area: string, balance: number, limit = 100, kind = 'general') => ({
  area_code: area,
  debt_kind: kind,
  limit_amount: limit,
  balance_amount: balance,
});
const land = (area: string, month: string, amount: number) => ({
  area_code: area,
  period: `2026-${month}-01`,
  year_to_date_amount: amount,
});
const keyProject = (code: string, invested: number, more: Record<string, string | number> = {}) => ({
  project_code: code,
  period: '2026-06-01',
  year_plan_amount: 20 * million,
  year_to_date_amount: invested * million,
  ...more,
});

let judged: Judged;
beforeAll(async () => {
  judged = await judge(rules, {
    finance_revenue: [
      ...revenue('330302', '01', 10, 90),
      ...revenue('330302', '03', 58, 42),
      ...revenue('330302', '04', 50, 50),
      ...revenue('330303', '03', 60, 40),
    ],
    finance_debt: [
      debt('330302', 95),
      debt('330303', 96),
      debt('330304', 41, 50),
      debt('330304', 60, 50, 'special'),
    ],
    natural_resources_land_revenue: [
      land('330302', '03', 24),
      land('330303', '01', 0),
      land('330303', '03', 23),
      land('330304', '03', 17),
    ],
    finance_transfers: [
      { transfer_id: 'late', reported_on: '2026-04-30' },
      {
        transfer_id: 'special',
        transfer_kind: 'special',
        reported_on: '2026-04-30',
        allocated_on: '2026-03-11',
      },
      { transfer_id: 'in-time', allocated_on: '2026-02-09', reported_on: '2026-04-30' },
    ],
    development_projects: [
      keyProject('none', 0, { period: '2026-05-01' }),
      keyProject('none', 0),
      keyProject('small', 0, { year_plan_amount: 9_999_999 }),
      keyProject('finished', 0, { project_stage: 'finished' }),
      keyProject('just', 8),
      keyProject('late', 7.8),
      keyProject('later', 5.8, { project_stage: 'suspended' }),
    ],
    audit_findings: [
      { finding_id: 'F1', due_on: '2026-03-31', rectified_on: '2026-07-15', status: 'rectified' },
      { finding_id: 'F2', due_on: '2026-07-20' },
      { finding_id: 'F3', due_on: '2026-12-31', repeat_of: 'F0' },
      // Its audit has been followed by those of 2024 and 2025, and nobody has spoken of it again.
      { finding_id: 'F0', audit_year: 2023, found_on: '2024-02-10', due_on: '2026-06-30' },
      { finding_id: 'F9', audit_year: 2024, found_on: '2025-02-10', due_on: '2026-07-01' },
    ],
  });
}, 60_000);
afterAll(() => judged.close());

const of = (rule: (typeof rules)[number], to = '2026-07') => judged.findings(rule, '2026-01', to);

test('taxes below sixty per cent from March on are yellow, below fifty-five red, sixty nothing', async () => {
  expect(await of('tax_share_low')).toEqual([
    ['330302', '2026-03', 'yellow', 0.58],
    ['330302', '2026-04', 'red', 0.5],
  ]);
});

test('debt above 95 per cent of the limit is yellow, general and special over it together red', async () => {
  expect(await of('debt_near_limit')).toEqual([
    ['330303', '2026-01', 'yellow', 0.96],
    ['330304', '2026-01', 'red', 1.01],
  ]);
});

test('land revenue below eighty per cent of the plan’s twelfths is yellow, below sixty red', async () => {
  // In March 30 of 120 are due: 24 are eighty per cent.
  expect(await of('land_revenue_behind')).toEqual([
    ['330303', '2026-03', 'yellow', 0.7667],
    ['330304', '2026-03', 'red', 0.5667],
  ]);
});

test('a transfer past its thirty or sixty days is late as far as the ledger speaks, one handed down on the day is not', async () => {
  // Received on 10 January: due on 9 February.
  expect(await of('transfer_late', '2026-04')).toEqual([
    ['late/330302', '2026-02', 'yellow', 19],
    ['late/330302', '2026-03', 'red', 50],
    ['late/330302', '2026-04', 'red', 80],
  ]);
});

test('a key project being built without investment is red from June on, no other', async () => {
  expect(await of('key_project_stalled')).toEqual([['none', '2026-06', 'red', 0]]);
});

test('a key project behind time progress is yellow past ten points and red past twenty, suspended ones too', async () => {
  expect(await of('key_project_behind')).toEqual([
    ['late', '2026-06', 'yellow', 0.11],
    ['later', '2026-06', 'red', 0.21],
    ['none', '2026-06', 'red', 0.5],
  ]);
});

test('a finding is late from its day to its rectification, and to be asked for when two audits have passed over it', async () => {
  expect(await of('finding_overdue')).toEqual([
    ['F1', '2026-04', 'yellow', 30],
    ['F1', '2026-05', 'yellow', 61],
    ['F1', '2026-06', 'red', 91],
    ['F0', '2026-07', 'look', 31],
    ['F2', '2026-07', 'yellow', 11],
    ['F9', '2026-07', 'yellow', 30],
  ]);
});

test('a finding that repeats another is red in the month of its report', async () => {
  expect(await of('finding_repeated')).toEqual([['F3', '2026-02', 'red', 2]]);
});
