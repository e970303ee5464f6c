import type { CurrentBuild } from '../../api/contracts/builds.ts';
import type { Dimension, Metric, MetricRow, MetricValues } from '../../api/contracts/metrics.ts';

/** Literal answers for tests, of the shape of the contracts. */
export const fakeMetric = (id: string, unit: Metric['unit'] = 'ratio'): Metric => ({
  id,
  name: `指标 ${id}`,
  nameEn: id,
  unit,
  definition: '口径说明',
  formula: '甲 ÷ 乙',
  time: 'cumulative',
  direction: 'higher',
  dimensions: ['period', 'area', 'department'],
  required: [],
  sources: ['finance.revenue'],
  owner: '财政局',
  legalBasis: null,
  additiveOver: [],
  thresholds: null,
  since: '0.1.0',
});

export const fakeRow = (
  value: number | null,
  key: Partial<Record<Dimension, string>> = {},
  label: Partial<Record<Dimension, string>> = key,
): MetricRow => ({
  key,
  label,
  value,
  numerator: null,
  denominator: null,
  status: value === null ? 'no_data' : 'ok',
});

export const fakeValues = (
  metric: Metric,
  rows: MetricRow[],
  change: Partial<MetricValues> = {},
): MetricValues => ({
  metric,
  build: 'build-1',
  period: { from: '2026-01', to: '2026-10' },
  by: [],
  filters: {},
  asOf: '2026-10-31',
  origins: ['sample'],
  rows,
  ...change,
});

export const fakeBuild = (change: Partial<CurrentBuild> = {}): CurrentBuild => ({
  build: {
    id: 'build-1',
    builtAt: '2026-11-03T00:00:00Z',
    seconds: 6,
    rows: 300_000,
    tables: 20,
    checksPassed: 31,
  },
  completeTo: '2026-10-31',
  asOf: '2026-10-31',
  origins: ['sample'],
  datasets: [
    {
      contract: 'finance.payments',
      title: '国库集中支付明细',
      owner: '财政局',
      asOf: '2026-10-31',
      receivedAt: '2026-11-03T00:00:00Z',
      batches: 10,
      rows: 250_000,
      rejected: 0,
      origins: ['sample'],
    },
  ],
  lastAttempt: { state: 'published', at: '2026-11-03T00:00:00Z', message: '', failedChecks: [] },
  ...change,
});
