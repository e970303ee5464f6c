import { z } from 'zod';
import { DuckDbEngine, runOn } from '../connection.ts';
import { manifest } from '../models/manifest.ts';
import { readModel } from '../models/run-models.ts';
import { DefinitionError } from '../vitality/definition.ts';
import { backCast, type BackCast, type Tried } from './back-cast.ts';
import type { StationDefinition } from './definition.ts';
import { readInputs, type Rows } from './inputs.ts';
import { loadRules } from './load-rules.ts';

/** What a build knows of stations before anything is counted by a definition. */
const records = [
  'fct_station',
  'fct_opinion',
  'fct_activity',
  'fct_duty',
  'mart_station_month',
  'dim_month',
  'dim_vitality_period',
];

/** The models that count by a definition's rules. */
const counting = new Set(
  [
    'mart_opinion_likeness',
    'mart_opinion_burst',
    'mart_opinion_credit',
    'mart_vitality_opinions',
    'mart_vitality_count',
    'mart_vitality_rate',
    'mart_vitality_input',
  ].map((name) => `marts.${name}`),
);

const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;
const sizesSchema = z.array(z.object({ station: z.string(), residents: z.number(), deputies: z.number() }));

/** The periods a definition has to be tried on: the last two that were over when it came into force. */
async function lastTwo(rows: Rows, from: string): Promise<readonly string[]> {
  const periods = await rows(
    `select period_code as period from marts.dim_vitality_period
     where period_to < cast($from as date) order by time_code desc limit 2`,
    { from },
  );
  return z
    .array(z.object({ period: z.string() }))
    .parse(periods)
    .map(({ period }) => period);
}

/**
 * Counts and scores a definition over the last two periods of a published build, beside the one before it. The build
 * is only read; the models run in memory.
 * @throws DefinitionError when the build has not two periods, or the definition does not name them or fails a gate
 */
export async function tryDefinition(
  definition: StationDefinition,
  predecessor: StationDefinition | null,
  build: { readonly id: string; readonly file: string },
): Promise<BackCast> {
  const engine = await DuckDbEngine.open(':memory:', { readOnly: false });
  try {
    return await engine.using(async (connection) => {
      const rows: Rows = (sql, parameters) => runOn(connection, sql, parameters);
      await rows(`attach ${quoted(build.file)} as served (read_only)`, {});
      await rows('create schema marts', {});
      for (const name of records) await rows(`create view marts.${name} as from served.marts.${name}`, {});
      await loadRules(connection, predecessor === null ? [definition] : [definition, predecessor]);
      for (const model of manifest)
        if (counting.has(model.name))
          await rows(`create table ${model.name} as ${await readModel(model)}`, {});
      const periods = await lastTwo(rows, definition.effective_from);
      const unnamed = periods.filter((period) => !definition.back_cast.includes(period));
      if (periods.length < 2 || unnamed.length > 0)
        throw new DefinitionError(
          `定义 ${definition.version} 应以施行（${definition.effective_from}）前的最近两个时期回溯：back_cast 应包括 ${periods.join('、') || '（数据中没有可评价的时期）'}，现为 ${definition.back_cast.join('、')}`,
        );
      const sizes = new Map(
        sizesSchema
          .parse(await rows('select station_code as station, residents, deputies from marts.fct_station', {}))
          .map(({ station, ...size }) => [station, size]),
      );
      const tried: Tried[] = [];
      for (const period of [...periods].reverse()) {
        const table = await readInputs(rows, definition.version, period);
        if (table === null) continue;
        const before = predecessor === null ? null : await readInputs(rows, predecessor.version, period);
        tried.push({ period, table, before, sizes });
      }
      return backCast(definition, predecessor, build.id, tried);
    });
  } finally {
    engine.close();
  }
}
