import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { area, city, filtersFor } from '../../tests/fixtures/random-city.ts';
import { openModelled } from '../../tests/fixtures/raw-tables.ts';
import { runChecks } from '../checks/run-checks.ts';
import type { Engine } from '../engine.ts';
import { isRatio, type Dimension, type RegisteredMetric } from './definition.ts';
import { evaluateMetric, type MetricRow } from './evaluate.ts';
import { metrics, quotedMetrics } from './registry.ts';
import { rowsStatement, rowsTotal } from './rows/ledger-rows.ts';
import { ledgersOf, withoutRows } from './rows/ledgers.ts';

const sum = (rows: readonly MetricRow[], part: 'numerator' | 'denominator'): number =>
  rows.reduce((total, row) => total + (row[part] ?? 0), 0);

async function expectParts(engine: Engine, metric: RegisteredMetric): Promise<void> {
  const filters = filtersFor(metric, []);
  const ask = (by: Dimension[]) => evaluateMetric(engine, { metric, by, period: null, filters });
  const [whole] = (await ask([])).rows;
  for (const dimension of metric.additiveOver) {
    const parts = (await ask([dimension])).rows;
    const where = `${metric.id} by ${dimension}`;
    expect(sum(parts, 'numerator'), where).toBeCloseTo(whole?.numerator ?? 0, 2);
    expect(sum(parts, 'denominator'), where).toBeCloseTo(whole?.denominator ?? 0, 2);
  }
}

/** A run evaluates every metric: looking for a smaller example would take hours, and the seed repeats this one. */
const noShrinking = { endOnFailure: true } as const;

describe('every metric on every dimension', () => {
  test('the parts are the whole, and a ratio is the ratio of the sums', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(city, async (tables) => {
        const engine = await openModelled(tables);
        try {
          for (const metric of metrics.values()) {
            if (quotedMetrics.has(metric.id)) continue;
            await expectParts(engine, metric);
            const by = metric.dimensions.slice(0, 2);
            const { rows: cells } = await evaluateMetric(engine, {
              metric,
              by,
              period: null,
              filters: filtersFor(metric, by),
            });
            for (const { value, numerator, denominator } of cells)
              if (denominator !== null && denominator !== 0 && numerator !== null)
                expect(value, metric.id).toBeCloseTo(numerator / denominator, 9);
          }
          const failed = (await engine.using((connection) => runChecks(connection)))
            .filter((result) => /_marts?_/.test(result.check) && result.offending > 0)
            .map((result) => result.check);
          expect(failed).toEqual([]);
        } finally {
          engine.close();
        }
      }),
      { numRuns: 5, ...noShrinking },
    );
  });

  test('a cumulative value is the last month of the same value by period', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(city, async (tables) => {
        const engine = await openModelled(tables);
        try {
          for (const metric of metrics.values()) {
            if (metric.time !== 'cumulative' && metric.time !== 'stock') continue;
            const ask = (by: Dimension[]) =>
              evaluateMetric(engine, {
                metric,
                by,
                period: '2025-01..2026-12',
                filters: filtersFor(metric, by),
              });
            const last = (await ask(['period'])).rows.at(-1);
            expect((await ask([])).rows[0]?.numerator ?? null, metric.id).toBe(last?.numerator ?? null);
          }
        } finally {
          engine.close();
        }
      }),
      { numRuns: 3, ...noShrinking },
    );
  });

  test(
    'the rows behind a value add up to it, area by area and period by period',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          city,
          area,
          fc.constantFrom(null, '2025', '2026-02'),
          async (tables, leaf, period) => {
            const engine = await openModelled(tables);
            try {
              for (const metric of metrics.values()) {
                if (withoutRows.has(metric.id) || quotedMetrics.has(metric.id)) continue;
                const filters = {
                  ...filtersFor(metric, []),
                  ...(metric.dimensions.includes('area') ? { area: [leaf] } : {}),
                };
                const asked = { metric, filters, period: metric.time === 'annual' ? null : period };
                const [whole] = (await evaluateMetric(engine, { ...asked, by: [] })).rows;
                for (const part of isRatio(metric)
                  ? (['numerator', 'denominator'] as const)
                  : (['numerator'] as const)) {
                  let added = 0;
                  for (const ledger of ledgersOf(metric.id, part))
                    added += (
                      await rowsTotal(engine, await rowsStatement(engine, { request: asked, part, ledger }))
                    ).amount;
                  expect(added, `${metric.id}, ${part}`).toBeCloseTo(whole?.[part] ?? 0, 2);
                }
              }
            } finally {
              engine.close();
            }
          },
        ),
        { numRuns: 3, ...noShrinking },
      );
    },
  );

  test('no metric is without its ledgers, unless it says why', () => {
    for (const metric of metrics.values()) {
      if (withoutRows.has(metric.id)) continue;
      expect(ledgersOf(metric.id, 'numerator'), metric.id).not.toEqual([]);
      if (isRatio(metric)) expect(ledgersOf(metric.id, 'denominator'), metric.id).not.toEqual([]);
    }
  });
});
