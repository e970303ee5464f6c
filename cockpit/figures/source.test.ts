import { expect, test } from 'vitest';
import { differenceOf, inBuild, inMetric, inOrder, listed, sumOf } from './source.ts';

const paid = { metric: 'general_expenditure', filters: { area: ['330300-CL'] } };

test('a number says its address and where in the answer it stands', () => {
  expect(inMetric(paid)).toBe('/api/v1/metrics/general_expenditure?area=330300-CL#/rows/0/value');
  expect(inMetric({ metric: 'warnings' }, 'rows/?value>0')).toBe('/api/v1/metrics/warnings#/rows/?value>0');
  expect(inBuild('build/rows')).toBe('/api/v1/builds/current#/build/rows');
});

test('numbers made of others say of which, and a text says all of its numbers in order', () => {
  expect(inOrder(listed, differenceOf(inBuild('datasets'), listed))).toBe(
    'listed; /api/v1/builds/current#/datasets - listed',
  );
  expect(sumOf(inBuild('a'), inBuild('b'))).toBe('/api/v1/builds/current#/a + /api/v1/builds/current#/b');
});
