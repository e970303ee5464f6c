import { afterAll, beforeAll, expect, test } from 'vitest';
import { judge, numbered, type Judged } from '../../tests/fixtures/rule-findings.ts';

const million = 1_000_000;
const rules = [
  'project_behind',
  'project_idle',
  'project_overspent',
  'project_change',
  'final_against_budget',
  'reserve_share',
  'three_publics_over',
] as const;

const project = (code: string, amount: number, year = 2026) => ({
  fiscal_year: year,
  department_code: '101',
  project_code: code,
  project_name: `${code}项目`,
  amount,
});
const paid = (code: string, month: string, amount: number) => ({
  paid_on: `2026-${month}-15`,
  project_code: code,
  project_name: `${code}项目`,
  amount,
});
const line = (area: string, year: number, version: string, subject: string, amount: number) => ({
  area_code: area,
  fiscal_year: year,
  version,
  subject_code: subject,
  amount,
});
const publics = (department: string, month: string, spent: number) => ({
  period: `2026-${month}-01`,
  department_code: department,
  budget_amount: 100,
  year_to_date_amount: spent,
});

let judged: Judged;
beforeAll(async () => {
  judged = await judge(rules, {
    finance_budget: [
      ...['late', 'later', 'just'].map((code) => project(code, 12 * million)),
      project('small', 9.99 * million),
      project('idle', 1.5 * million),
      project('tiny', 999_999),
      project('over', million),
      project('alike', 1.29 * million),
      project('grown', 1.5 * million),
      project('shrunk', 0.3 * million),
      project('just', 12 * million, 2025),
      ...['alike', 'grown', 'shrunk'].map((code) => project(code, million, 2025)),
      line('330300-CL', 2026, 'approved', '227', million),
      line('330300-CL', 2025, 'approved', '227', 0.3 * million),
      line('330303', 2026, 'approved', '2050201', 98),
      line('330303', 2026, 'approved', '227', 2),
      line('330304', 2026, 'approved', '2050201', 99.5),
      line('330304', 2026, 'approved', '227', 0.5),
      line('330305', 2026, 'approved', '2050201', 96),
      line('330305', 2026, 'approved', '227', 4),
      // What was approved first no longer counts: 205 was adjusted from 97 to 20 million.
      line('330302', 2025, 'approved', '2050201', 97 * million),
      line('330302', 2025, 'approved', '227', 3 * million),
      ...['2050201', '2060101', '2070101', '2080101', '227'].map((subject) =>
        line('330302', 2025, 'adjusted', subject, 20 * million),
      ),
      line('330302', 2025, 'adjusted', '2100101', 9 * million),
      line('330302', 2025, 'final', '2050201', 23 * million),
      line('330302', 2025, 'final', '2060101', 15 * million),
      line('330302', 2025, 'final', '2070101', 21.9 * million),
    ],
    finance_payments: numbered([
      paid('late', '03', 4.7 * million),
      paid('later', '03', 3.5 * million),
      paid('just', '03', 4.8 * million),
      paid('small', '03', 1),
      paid('alike', '03', 1),
      paid('grown', '03', 1),
      paid('over', '04', 1.05 * million),
      paid('over', '05', 0.05 * million),
      paid('over', '06', 0.15 * million),
    ]),
    finance_three_publics: [
      publics('101', '06', 96),
      publics('102', '06', 95),
      publics('101', '10', 96),
      publics('102', '10', 95),
      publics('101', '11', 101),
      publics('102', '11', 100),
    ],
  });
}, 60_000);
afterAll(() => judged.close());

const of = (rule: (typeof rules)[number]) => judged.findings(rule, '2025-01', '2026-12');
const subject = (code: string) => `330300-CL/101/${code}`;

test('a large project more than ten points behind from June on is yellow, more than twenty red', async () => {
  // June is half of the year: 4.7 of 12 leaves 10.83 points, 3.5 of 12 20.83; 4.8 of 12 are ten, not more.
  expect(await of('project_behind')).toEqual([
    [subject('late'), '2026-06', 'yellow', 0.1083],
    [subject('later'), '2026-06', 'red', 0.2083],
  ]);
});

test('a project with a budget and no payment by June is red, one below the floor is not looked at', async () => {
  expect(await of('project_idle')).toEqual([[subject('idle'), '2026-06', 'red', 0]]);
});

test('a project five per cent over its budget is not yet found, ten are yellow, twenty-five red', async () => {
  expect(await of('project_overspent')).toEqual([
    [subject('over'), '2026-05', 'yellow', 1.1],
    [subject('over'), '2026-06', 'red', 1.25],
  ]);
});

test('a budget half as large again is yellow, one of less than a third red, 29 per cent more nothing', async () => {
  expect(await of('project_change')).toEqual([
    [subject('grown'), '2026-01', 'yellow', 0.5],
    [subject('shrunk'), '2026-01', 'red', -0.7],
  ]);
});

test('final accounts are held against the budget in force, class by class; the reserve and the small are not', async () => {
  const line = (of: string) => `330302/general/expenditure/${of}`;
  expect(await of('final_against_budget')).toEqual([
    [line('205'), '2025-12', 'yellow', 0.15],
    [line('206'), '2025-12', 'red', -0.25],
    // Nothing of 208 was spent at all.
    [line('208'), '2025-12', 'red', -1],
  ]);
});

test('a reserve below one or above three per cent is red, two and three per cent are lawful', async () => {
  expect(await of('reserve_share')).toEqual([
    ['330304', '2026-01', 'red', 0.005],
    ['330305', '2026-01', 'red', 0.04],
  ]);
});

test('three publics near the budget are yellow before the last quarter alone, above it red at any time', async () => {
  expect(await of('three_publics_over')).toEqual([
    ['330300-CL/101', '2026-06', 'yellow', 0.96],
    ['330300-CL/101', '2026-11', 'red', 1.01],
  ]);
});
