import { describe, expect, it } from 'vitest';
import { batchScope } from './batch-scope.ts';

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
    const scope = batchScope({ id: 'x_growth', time: 'flow' }, { period: february, filters: {} });
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
