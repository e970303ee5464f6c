import { expect, test } from 'vitest';
import { dueIssues, isOutOfPatience } from './due-issues.ts';
import type { IssueKind } from './report-period.ts';

const all: readonly IssueKind[] = ['month', 'quarter', 'half', 'year', 'session'];
const template = (issues = all, due = 6) => ({ id: 't', issues, due });
const session = { id: 'cwh-36', name: '第三十六次会议', opens: '2026-10-28', from: '2026-07', to: '2026-09' };
const periods = (day: string, issues = all, sessions: Parameters<typeof dueIssues>[1] = []) =>
  dueIssues([template(issues)], sessions, new Date(`${day}T09:00:00+08:00`)).map(({ period }) => period);

test.each([
  ['2026-10-05', []],
  ['2026-10-06', ['2026-09', '2026-Q3']],
  ['2026-11-06', ['2026-10', '2026-Q3']],
  ['2026-11-07', ['2026-10']],
  ['2026-07-06', ['2026-06', '2026-H1']],
  ['2026-04-06', ['2026-03', '2026-Q1']],
  ['2027-01-06', ['2026-12', '2026']],
])('on %s the last of each kind is due, a longer one in a shorter one’s place', (day, due) =>
  expect(periods(day)).toEqual(due),
);

test('a template without a longer kind has all of its own', () => {
  expect(periods('2026-07-06', ['quarter'])).toEqual(['2026-Q2']);
  expect(periods('2027-01-06', ['quarter', 'half'])).toEqual(['2026-Q4', '2026-H2']);
  expect(periods('2026-10-06', [])).toEqual([]);
});

test('a session is due its days before it opens', () => {
  expect(periods('2026-10-21', ['session'], [session])).toEqual([]);
  expect(periods('2026-10-22', ['session'], [session])).toEqual(['cwh-36']);
  expect(periods('2026-10-22', ['month'], [session])).toEqual(['2026-09']);
});

test('the day is that of the offices', () => {
  const at = (moment: string) => dueIssues([template(['month'])], [], new Date(moment));
  expect(at('2026-10-05T15:59:00Z')).toEqual([]);
  expect(at('2026-10-05T16:00:00Z')).toEqual([{ template: 't', period: '2026-09', dueOn: '2026-10-06' }]);
});

test('an issue waits ten days for what is late', () => {
  const issue = { template: 't', period: '2026-09', dueOn: '2026-10-06' };
  expect(isOutOfPatience(issue, new Date('2026-10-15T23:59:00+08:00'))).toBe(false);
  expect(isOutOfPatience(issue, new Date('2026-10-16T00:00:00+08:00'))).toBe(true);
});
