import { expect, it } from 'vitest';
import { fakeBuild } from '../../wire/fake-answers.ts';
import { buildAlerts, newAlerts } from './red-alerts.ts';

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
