import { describe, expect, it } from 'vitest';
import { metricRelation, metrics } from '../../metrics/registry.ts';
import { batchScope, comparedWithLastYear, isInScope } from './batch-scope.ts';

const february = { from: '2026-02', to: '2026-03' };

describe('batchScope', () => {
  it('takes the months of a flow, and their years', () => {
    expect(batchScope({ id: 'x', time: 'flow' }, { period: february, filters: {} })).toEqual({
      monthFrom: '2026-02',
      monthTo: '2026-03',
      years: ['2026'],
    });
  });

  it('goes back to January for a cumulative value', () => {
    expect(batchScope({ id: 'x', time: 'cumulative' }, { period: february, filters: {} }).monthFrom).toBe(
      '2026-01',
    );
  });

  it('goes back a year for a growth', () => {
    const scope = batchScope({ id: 'tax_change', time: 'flow' }, { period: february, filters: {} });
    expect(scope).toEqual({ monthFrom: '2025-02', monthTo: '2026-03', years: ['2025', '2026'] });
  });

  it('takes all up to the end for a stock, of the years asked for', () => {
    expect(batchScope({ id: 'x', time: 'stock' }, { period: february, filters: { year: ['2024'] } })).toEqual(
      { monthFrom: null, monthTo: '2026-03', years: ['2024'] },
    );
    expect(batchScope({ id: 'x', time: 'stock' }, { period: february, filters: {} }).years).toBeNull();
  });

  it('takes the years asked for of an annual metric', () => {
    expect(batchScope({ id: 'x', time: 'annual' }, { period: null, filters: { year: ['2025'] } })).toEqual({
      monthFrom: null,
      monthTo: null,
      years: ['2025'],
    });
  });
});

describe('comparedWithLastYear', () => {
  it('is every metric of a growth mart, and no other', async () => {
    const reading = await Promise.all(
      [...metrics.values()].map(async (metric) =>
        /marts\.mart_\w+_growth/.test(await metricRelation(metric)) ? [metric.id] : [],
      ),
    );
    expect([...comparedWithLastYear].sort()).toEqual(reading.flat().sort());
  });
});

describe('isInScope', () => {
  const scope = { monthFrom: '2026-02', monthTo: '2026-03', years: ['2026'] };

  it.each([
    ['2026-01', false],
    ['2026-02', true],
    ['2026-03', true],
    ['2026-04', false],
    ['2026', true],
    ['2025/final/general', false],
    ['2026/approved/general', true],
    // A draft or a collection is of no time: nothing can be ruled out.
    ['FG1', true],
  ])('finds of partition %s: %s', (partition, found) => {
    expect(isInScope(partition, scope)).toBe(found);
  });

  it('rules out no month and no year where none is said', () => {
    for (const partition of ['1999-01', '1999', '2026/approved'])
      expect(isInScope(partition, { monthFrom: null, monthTo: null, years: null })).toBe(true);
  });
});
