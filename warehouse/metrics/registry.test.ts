import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { dimensionSchema, metricSchema } from '../../api/contracts/metrics.ts';
import { contracts } from '../../etl/sources/registry.ts';
import { openModelled } from '../../tests/fixtures/raw-tables.ts';
import { headComment, referencedTables } from '../models/references.ts';
import { dimensions, isRatio } from './definition.ts';
import { metricRelation, metrics, quotedMetrics } from './registry.ts';

const all = [...metrics.values()];

describe('the registry', () => {
  test('has one relation a metric and no other', async () => {
    const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.sql')).sort();
    expect(files).toEqual([...metrics.keys()].map((id) => `${id}.sql`).sort());
    expect([...quotedMetrics].every((id) => metrics.has(id))).toBe(true);
  });

  test('speaks the words of the wire', () => {
    expect([...dimensions]).toEqual(dimensionSchema.options);
    for (const metric of all) expect(metricSchema.parse(metric)).toEqual(metric);
  });

  test.each(all)('$id is whole: known sources, dimensions of its own, words that say something', (metric) => {
    expect(metric.sources.filter((source) => !contracts.has(source))).toEqual([]);
    expect(metric.required.filter((dimension) => !metric.dimensions.includes(dimension))).toEqual([]);
    expect(metric.dimensions.includes('period')).toBe(metric.time !== 'annual');
    expect(metric.definition.length).toBeGreaterThan(20);
    expect([metric.formula, metric.nameEn, metric.owner]).not.toContain('');
    expect(metric.since).toMatch(/^\d+\.\d+\.\d+$/);
    expect(metric.legalBasis).not.toBe('');
  });

  test('adds up neither accounts, nor versions, sides and territories: they have to be named', () => {
    for (const dimension of ['account', 'version', 'side', 'territory'] as const)
      for (const metric of all.filter(({ dimensions: own }) => own.includes(dimension))) {
        // Opinions on the four accounts are counted together; their money never is.
        if (quotedMetrics.has(metric.id) || metric.sources.includes('budget_opinions')) continue;
        expect(metric.required, metric.id).toContain(dimension);
        expect(metric.additiveOver, metric.id).not.toContain(dimension);
      }
  });

  test('adds up months of flows alone, and no quotations', () => {
    for (const { id, time, additiveOver } of all)
      expect(additiveOver.includes('period') && time !== 'flow', id).toBe(false);
    for (const id of quotedMetrics) expect(metrics.get(id)?.additiveOver).toEqual([]);
  });

  test('every relation has exactly its dimensions and parts, and reads marts only', async () => {
    const engine = await openModelled({});
    try {
      for (const metric of all) {
        const relation = await metricRelation(metric);
        const described = await engine.rows(`describe ${relation}`);
        const names = described.map((row) => row.column_name);
        const parts = isRatio(metric) ? ['numerator', 'denominator'] : ['numerator'];
        expect([...names].sort(), metric.id).toEqual([...metric.dimensions, ...parts].sort());
        const period = described.find((row) => row.column_name === 'period');
        if (period) expect(period.column_type, metric.id).toBe('DATE');
        expect(headComment(relation), metric.id).not.toBe('');
        expect(referencedTables(relation).filter((name) => !name.startsWith('marts.'))).toEqual([]);
      }
    } finally {
      engine.close();
    }
  });
});
