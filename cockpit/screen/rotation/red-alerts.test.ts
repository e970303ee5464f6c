import { expect, it } from 'vitest';
import { fakeBuild } from '../../wire/fake-answers.ts';
import { scenes } from '../scenes/scene-list.ts';
import { buildAlerts, newAlerts, warningAlerts } from './red-alerts.ts';

const failed = (at: string) =>
  fakeBuild({ lastAttempt: { state: 'failed', at, message: '检查未通过', failedChecks: [] } });

it('a failed build is a red alert, each attempt one of its own', () => {
  expect(buildAlerts(null)).toEqual([]);
  expect(buildAlerts(fakeBuild())).toEqual([]);
  expect(buildAlerts(failed('2026-11-03T00:00:00Z'))).toEqual([
    { id: 'build 2026-11-03T00:00:00Z', scene: 'overview' },
  ]);
});

it('what was there when the wall was switched on is nothing new', () => {
  const alerts = buildAlerts(failed('2026-11-03T00:00:00Z'));
  expect(newAlerts(null, alerts)).toEqual([]);
  expect(newAlerts(new Set(), alerts)).toEqual(alerts);
  expect(newAlerts(new Set(alerts.map(({ id }) => id)), alerts)).toEqual([]);
});

const warning = {
  id: 'W1',
  rule: 'finding_overdue',
  ruleName: '审计问题逾期未整改',
  severity: 'red',
  subjectName: 'F2025-07',
  detail: '',
  area: null,
  areaName: null,
  department: '101',
  explainedBy: '市教育局',
  unit: 'days',
  partUnit: 'days',
  numerator: 120,
  denominator: null,
  value: 120,
  threshold: 90,
  period: '2026-09',
  since: '2026-08',
  monthsRunning: 2,
  standsUntil: '2026-10',
} as const;

it('a red warning is an alert of the scene that shows its matter, the same from month to month', () => {
  const [alert] = warningAlerts({ warnings: [warning] });
  expect(alert?.scene).toBe('audit');
  expect(warningAlerts({ warnings: [{ ...warning, id: 'W2', period: '2026-10' }] })).toEqual([alert]);
  expect(warningAlerts({ warnings: [{ ...warning, since: '2026-10' }] })).not.toEqual([alert]);
  expect(warningAlerts({ warnings: [{ ...warning, rule: 'a rule to come' }] })[0]?.scene).toBe('overview');
  expect(warningAlerts(null)).toEqual([]);
  expect(scenes.map(({ id }) => id)).toContain(alert?.scene);
});
