import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { runOn } from '../connection.ts';
import type { ModelRun } from '../models/run-models.ts';
import { engineVersion } from '../vitality/run.ts';
import { stationDefinitions, type StationDefinition } from './definition.ts';
import { keepPublished } from './published-inputs.ts';
import { readInputs, type Rows } from './inputs.ts';
import { scorePeriod, type PeriodScores } from './score.ts';

/** A table of scores: its columns, what it says, and the models it is made from. */
interface ScoreTable {
  readonly name: string;
  readonly purpose: string;
  readonly columns: readonly (readonly [string, 'varchar' | 'double' | 'integer' | 'boolean'])[];
}

const key = [
  ['version', 'varchar'],
  ['period_code', 'varchar'],
] as const;

const tables = {
  score: {
    name: 'marts.vitality_score',
    purpose:
      'Definition × period × station rated: score, band and rank, with the interval of those that were drawn.',
    columns: [
      ...key,
      ['station_code', 'varchar'],
      ['score', 'double'],
      ['band', 'integer'],
      ['rank', 'integer'],
      ['peer_rank', 'integer'],
      ['score_low', 'double'],
      ['score_high', 'double'],
      ['rank_low', 'double'],
      ['rank_high', 'double'],
      ['band_low', 'integer'],
      ['band_high', 'integer'],
      ['score_unmarked', 'double'],
      ['rank_unmarked', 'integer'],
      ['in_force', 'boolean'],
    ],
  },
  part: {
    name: 'marts.vitality_part',
    purpose:
      'Definition × period × station × element: its value, its score of 0–100 and its points of the index.',
    columns: [
      ...key,
      ['station_code', 'varchar'],
      ['code', 'varchar'],
      ['level', 'integer'],
      ['parent', 'varchar'],
      ['value', 'double'],
      ['score', 'double'],
      ['contribution', 'double'],
    ],
  },
  above: {
    name: 'marts.vitality_above',
    purpose:
      'Definition in force × drawn period × pair of stations: the share of draws in which the first lies above the second.',
    columns: [...key, ['station_code', 'varchar'], ['other_code', 'varchar'], ['probability', 'double']],
  },
  band: {
    name: 'marts.dim_vitality_band',
    purpose: 'One band of the definition in force, 1 the highest: its name.',
    columns: [
      ['code', 'varchar'],
      ['name', 'varchar'],
    ],
  },
  pillar: {
    name: 'marts.dim_vitality_pillar',
    purpose: 'One pillar of the definition in force, in its order: its name.',
    columns: [
      ['code', 'varchar'],
      ['name', 'varchar'],
      ['sort_order', 'integer'],
    ],
  },
} as const satisfies Record<string, ScoreTable>;

type Cell = string | number | boolean | null;

async function append(
  connection: DuckDBConnection,
  { name, columns }: ScoreTable,
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  const [schema, table] = name.split('.');
  const appender = await connection.createAppender(table ?? '', schema);
  for (const row of rows) {
    columns.forEach(([, type], at) => {
      const cell = row[at] ?? null;
      if (cell === null) appender.appendNull();
      else if (type === 'varchar') appender.appendVarchar(String(cell));
      else if (type === 'boolean') appender.appendBoolean(Boolean(cell));
      else if (type === 'integer') appender.appendInteger(Number(cell));
      else appender.appendDouble(Number(cell));
    });
    appender.endRow();
  }
  appender.closeSync();
}

const periodsSchema = z.array(z.object({ period: z.string(), marked: z.number() }));

/** The newest period first; `marked`: stations with a month marked 待核. */
async function periodsOf(rows: Rows, version: string): Promise<z.output<typeof periodsSchema>> {
  return periodsSchema.parse(
    await rows(
      `select
         periods.period_code as period,
         count(*) filter (where counts.marked_months > 0 and counts.variant = 'unmarked') as marked
       from marts.dim_vitality_period as periods
       inner join marts.mart_vitality_count as counts using (period_code)
       where counts.version = $version
       group by periods.period_code, periods.time_code
       order by periods.time_code desc`,
      { version },
    ),
  );
}

/** Periods that get intervals: the latest, and the one before it to compare it with. */
const drawnPeriods = 2;

/**
 * Scores one definition's periods and appends them. Returns the periods that were scored.
 * @param inForce only the definition in force is drawn: earlier ones are kept to compare scores and ranks with
 */
async function scoreDefinition(
  connection: DuckDBConnection,
  definition: StationDefinition,
  inForce: boolean,
): Promise<readonly string[]> {
  const rows: Rows = (sql, parameters) => runOn(connection, sql, parameters);
  const { version } = definition;
  const periods = await periodsOf(rows, version);
  const scored: string[] = [];
  for (const [at, { period, marked }] of periods.entries()) {
    const table = await readInputs(rows, version, period);
    if (table === null) continue;
    const spec = definition.engine.definition.uncertainty ?? null;
    const drawn = inForce && at < drawnPeriods ? spec : null;
    const made = scorePeriod(definition, table, drawn);
    const without = marked > 0 ? await readInputs(rows, version, period, 'unmarked') : null;
    const unmarked = without === null ? made : scorePeriod(definition, without, null);
    await appendPeriod(connection, [version, period], inForce, made, unmarked);
    scored.push(period);
  }
  return scored;
}

async function appendPeriod(
  connection: DuckDBConnection,
  head: readonly [string, string],
  inForce: boolean,
  made: PeriodScores,
  unmarked: PeriodScores,
): Promise<void> {
  const bare = new Map(unmarked.scores.map((each) => [each.station, each]));
  await append(
    connection,
    tables.score,
    made.scores.map(({ station, score, band, rank, peerRank, interval }) => [
      ...head,
      station,
      score,
      band,
      rank,
      peerRank,
      interval?.scoreLow ?? null,
      interval?.scoreHigh ?? null,
      interval?.rankLow ?? null,
      interval?.rankHigh ?? null,
      interval?.bandLow ?? null,
      interval?.bandHigh ?? null,
      bare.get(station)?.score ?? null,
      bare.get(station)?.rank ?? null,
      inForce,
    ]),
  );
  await append(
    connection,
    tables.part,
    made.parts.map((part) => [
      ...head,
      part.station,
      part.code,
      part.level,
      part.parent,
      part.value,
      part.score,
      part.contribution,
    ]),
  );
  const { above, units } = made.uncertainty ?? { above: null, units: [] };
  const pairs = (above ?? []).flatMap((row, a) =>
    row.flatMap((probability, b): Cell[][] =>
      probability === null ? [] : [[...head, units[a]?.unit ?? '', units[b]?.unit ?? '', probability]],
    ),
  );
  await append(connection, tables.above, pairs);
}

/** What the bands and pillars of the definition in force are called, for metrics that are broken down by them. */
async function appendNames(
  connection: DuckDBConnection,
  { bands, engine }: StationDefinition,
): Promise<void> {
  await append(
    connection,
    tables.band,
    bands.map(({ name }, at) => [String(at + 1), name]),
  );
  const pillars = (engine.definition.aggregates ?? []).filter(({ parent }) => parent !== undefined);
  await append(
    connection,
    tables.pillar,
    pillars.map(({ code, name }, at) => [code, name ?? code, at + 1]),
  );
}

/**
 * The one step of a build that is not SQL: the stations' index, from `marts.mart_vitality_input` into tables of its
 * own, for every version of the definition and every period. What each run was made with is in `meta.vitality_run`;
 * the tables themselves name no build, so that equal data make equal tables.
 * @param earlier the files of the builds that are kept, the newest first: what was published first is carried on
 */
export async function publishScores(
  connection: DuckDBConnection,
  build: string,
  earlier: readonly string[] = [],
  definitions: readonly StationDefinition[] = stationDefinitions(),
): Promise<ModelRun[]> {
  for (const { name, columns } of Object.values(tables))
    await runOn(connection, `create table ${name} (${columns.map((column) => column.join(' ')).join(', ')})`);
  await runOn(connection, 'create schema if not exists meta');
  await runOn(
    connection,
    `create table meta.vitality_run (
       version varchar, hash varchar, build varchar, engine varchar, seed bigint, draws bigint, periods varchar[]
     )`,
  );
  for (const [at, definition] of definitions.entries()) {
    const periods = await scoreDefinition(connection, definition, at === 0);
    const { seed = 0, draws = 0 } = at === 0 ? (definition.engine.definition.uncertainty ?? {}) : {};
    await runOn(
      connection,
      'insert into meta.vitality_run values ($version, $hash, $build, $engine, $seed, $draws, $periods)',
      {
        version: definition.version,
        hash: definition.hash,
        build,
        engine: engineVersion,
        seed,
        draws,
        periods,
      },
    );
  }
  await keepPublished(connection, build, definitions, earlier);
  const [inForce] = definitions;
  if (inForce !== undefined) await appendNames(connection, inForce);
  const made: ModelRun[] = [];
  for (const { name, purpose } of Object.values(tables)) {
    const [counted] = await runOn(connection, `select count(*) as rows from ${name}`);
    made.push({
      name,
      purpose,
      sql: `-- ${purpose}\n-- 由 warehouse/stations/score.ts 按指数定义逐期计算（引擎 ${engineVersion}），不是一条 SQL。`,
      dependsOn: ['marts.mart_vitality_input', 'marts.mart_vitality_count', 'marts.dim_vitality_period'],
      rows: Number(counted?.rows ?? 0),
    });
  }
  return made;
}
