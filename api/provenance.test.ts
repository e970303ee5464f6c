import { describe, expect, it } from 'vitest';
import type { DatasetReport } from '../warehouse/build-report.ts';
import { provenance } from './provenance.ts';

const dataset = (
  contract: string,
  asOf: string | null,
  origins: DatasetReport['origins'],
): DatasetReport => ({
  contract,
  title: contract,
  owner: '财政局',
  asOf,
  receivedAt: null,
  batches: 1,
  rows: 1,
  rejected: 0,
  origins,
});

const datasets = [
  dataset('finance.payments', '2026-10-28', ['sample']),
  dataset('finance.budget', null, ['delivered', 'sample']),
  dataset('finance.revenue', '2026-09-30', ['published']),
];

describe('provenance', () => {
  it('is as old as the oldest dated source, and an undated one does not count', () => {
    const sources = ['finance.payments', 'finance.budget', 'finance.revenue'];
    expect(provenance(sources, datasets, null)).toEqual({
      asOf: '2026-09-30',
      origins: ['delivered', 'published', 'sample'],
    });
  });

  it('does not speak of days after the period', () => {
    const period = { from: '2024-01', to: '2024-02' };
    expect(provenance(['finance.payments'], datasets, period).asOf).toBe('2024-02-29');
  });

  it('keeps the data date where the period goes on', () => {
    const period = { from: '2026-01', to: '2026-12' };
    expect(provenance(['finance.payments'], datasets, period).asOf).toBe('2026-10-28');
  });

  it('has no date where no source has one', () => {
    const period = { from: '2026-01', to: '2026-12' };
    expect(provenance(['finance.budget'], datasets, period).asOf).toBeNull();
    expect(provenance(['tax.monthly'], datasets, period)).toEqual({ asOf: null, origins: [] });
  });
});
