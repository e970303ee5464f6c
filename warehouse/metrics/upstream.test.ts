import { describe, expect, test } from 'vitest';
import { createRawTables } from '../../tests/fixtures/raw-tables.ts';
import { DuckDbEngine, runOn } from '../connection.ts';
import { loadSeeds } from '../models/load-seeds.ts';
import { runModels } from '../models/run-models.ts';
import { rawName } from '../raw-views.ts';
import { publishScores } from '../stations/publish-scores.ts';
import { publishWarnings } from '../warnings/publish-warnings.ts';
import { metrics } from './registry.ts';
import { metricUpstream, resolveUpstream } from './upstream.ts';

describe('upstream', () => {
  test('follows references once each, what is read before what reads it', () => {
    const model = (name: string, ...dependsOn: string[]) => ({ name, purpose: '', sql: '', dependsOn });
    const built = [
      model('marts.c', 'marts.a', 'marts.b'),
      model('marts.b', 'marts.a'),
      model('marts.a', 'raw.tax_monthly', 'seeds.area'),
      model('marts.unrelated', 'raw.published'),
    ];
    const { models, rawTables } = resolveUpstream(['marts.c'], built);
    expect(models.map((entry) => entry.name)).toEqual(['marts.a', 'marts.b', 'marts.c']);
    expect(rawTables).toEqual(['raw.tax_monthly']);
  });

  test('of every metric ends at the contracts it names, among others', async () => {
    const engine = await DuckDbEngine.open(':memory:', { readOnly: false });
    try {
      await engine.using(async (connection) => {
        await createRawTables(connection, {});
        await loadSeeds(connection);
        const runs = await runModels(connection);
        runs.push(...(await publishScores(connection, 'test')));
        runs.push(...(await publishWarnings(connection)));
        await runOn(
          connection,
          'create table meta.models (name varchar, purpose varchar, sql varchar, depends_on varchar[])',
        );
        for (const { name, purpose, sql, dependsOn } of runs)
          await runOn(connection, 'insert into meta.models values ($name, $purpose, $sql, $dependsOn)', {
            name,
            purpose,
            sql,
            dependsOn,
          });
      });
      const reaches = new Map<string, readonly string[]>();
      for (const metric of metrics.values()) {
        const { models, rawTables } = await metricUpstream(engine, metric);
        expect(rawTables, metric.id).toEqual(expect.arrayContaining(metric.sources.map(rawName)));
        reaches.set(metric.id, rawTables);
        expect(models.at(-1)?.purpose, metric.id).not.toBe('');
      }
      expect(reaches.get('expenditure_execution_rate')).toEqual([
        'raw.finance_budget',
        'raw.finance_payments',
      ]);
      expect(reaches.get('audit_overdue')).toEqual(['raw.audit_findings']);
    } finally {
      engine.close();
    }
  });
});
