import { expect, test } from 'vitest';
import { openModelled, type RawTables } from '../../tests/fixtures/raw-tables.ts';
import { metricRelation, metrics } from '../metrics/registry.ts';
import type { PublishedBuild } from '../opened-build.ts';
import { movedValues, type MovedBatch } from './between-builds.ts';

const month = (at: number) => ({
  period: `2026-0${at}-01`,
  ...{ month_amount: at * 10, year_to_date_amount: (at * (at + 1) * 10) / 2, budget_amount: 100 },
});
const report = {
  builtAt: '2026-11-01T00:00:00Z',
  seconds: 1,
  inputs: '',
  datasets: [],
  tables: [],
  checks: [],
};

/** Two builds: the second lacks March's revenue. */
async function withBuilds(work: (whole: PublishedBuild, without: PublishedBuild) => Promise<void>) {
  const used = [...metrics.values()].filter(({ sources }) => sources.includes('finance.revenue'));
  const read = [
    ...(await Promise.all(used.map(metricRelation))),
    ...['area', 'code', 'revenue_item'].map((name) => `select * from marts.dim_${name}`),
  ];
  const open = (tables: RawTables) => openModelled(tables, read);
  const whole = await open({ finance_revenue: [1, 2, 3].map(month) });
  const without = await open({ finance_revenue: [1, 2].map(month) });
  try {
    await work(
      { id: 'a', report: { id: 'a', ...report }, engine: whole },
      { id: 'b', report: { id: 'b', ...report }, engine: without },
    );
  } finally {
    whole.close();
    without.close();
  }
}

const batch: MovedBatch = {
  ...{ batch: 'march', contract: 'finance.revenue', fileName: '3月.csv', receivedAt: '2026-04-02T00:00:00Z' },
  ...{ change: 'removed', partitions: ['2026-03'] },
};

test('what a withdrawal takes away is missed, as what a delivery brings is seen', async () => {
  await withBuilds(async (whole, without) => {
    for (const [id, complete, reduced] of [
      ['general_revenue', 60, 30],
      ['revenue_execution_rate', 0.6, 0.3],
    ] as const) {
      const metric = metrics.get(id);
      if (metric === undefined) throw new Error(`no metric ${id}`);
      const rest = {
        metric,
        period: { from: '2026-01', to: '2026-03' },
        key: {},
        label: {},
        batches: ['march'],
      };
      const march = { from: '2026-01', to: '2026-03' };
      const february = { from: '2026-01', to: '2026-02' };
      expect(await movedValues(metric, whole, without, [batch]), id).toEqual([
        { ...rest, before: complete, after: reduced, spoken: { before: march, after: february } },
      ]);
      expect(await movedValues(metric, without, whole, [batch]), id).toEqual([
        { ...rest, before: reduced, after: complete, spoken: { before: february, after: march } },
      ]);
    }
  });
});
