import { expect, test } from 'vitest';
import type { RegisterEntry } from '../../api/contracts/deliveries.ts';
import { fakeBuild } from '../wire/fake-answers.ts';
import { datasetAges, wallLines } from './dataset-ages.ts';

const [dataset] = fakeBuild().datasets;
const named = (contract: string, batches = 1) =>
  ({ ...dataset, contract, batches }) as NonNullable<typeof dataset>;
const entry = (contract: string, state: RegisterEntry['state']): RegisterEntry => ({
  department: '财政局',
  contract,
  title: contract,
  rhythm: 'monthly',
  state,
  period: '2026-10',
  dueOn: '2026-11-10',
  receivedOn: null,
  delivery: null,
  missing: [],
  nextDueOn: null,
  asOf: null,
  origins: [],
  rows: 0,
  rejected: 0,
  acceptedBy: null,
  deliveries: 0,
  held: 0,
  superseded: 0,
  refused: 0,
});
const now = Date.parse('2026-11-05T00:00:00+08:00');

test('datasets stand in the order of the register, and say what is wrong', () => {
  const register = [entry('b', 'held'), entry('a', 'missing'), entry('d', 'late'), entry('e', 'received')];
  const ages = datasetAges(
    ['x', 'a', 'b', 'd', 'e'].map((name) => named(name)),
    register,
    now,
    '2026-',
  );
  expect(ages.map(({ contract, age, until, detail }) => [contract, age, until, detail])).toEqual([
    ['b', 'held', '待审', '有报送待人工确认'],
    ['a', 'missing', '缺报', '缺 2026-10 的报送'],
    ['d', 'late', '迟报', '2026-10 的报送迟报'],
    ['e', 'known', '10-31', null],
    ['x', 'known', '10-31', null],
  ]);
});

test('what never came is said so; without a register the build is enough', () => {
  expect(datasetAges([named('a', 0)], [entry('a', 'missing')], now, '2026-')[0]?.until).toBe('未报送');
  expect(datasetAges([named('a')], [], now, '2026-')[0]).toMatchObject({ age: 'known', until: '10-31' });
});

test('of many datasets the wall shows those that need a look, and counts the others', () => {
  const names = Array.from({ length: 14 }, (_, index) => `d${index}`);
  const ages = datasetAges(
    names.map((name) => named(name, name === 'd12' ? 0 : 1)),
    names.map((name) => entry(name, name === 'd13' ? 'held' : 'received')),
    now,
    '2026-',
  ).map((age) => ({ ...age, rejected: 0 }));
  const { shown, others } = wallLines(ages);
  expect(shown.map(({ contract }) => contract)).toEqual(['d12', 'd13', ...names.slice(0, 7)]);
  expect(others).toEqual({ count: 5, toLookAt: 0 });
  expect(wallLines(ages.slice(0, 10))).toEqual({ shown: ages.slice(0, 10), others: null });
  const late = ages.map((age) => ({ ...age, age: 'late' as const }));
  expect(wallLines(late).others).toEqual({ count: 5, toLookAt: 5 });
});
