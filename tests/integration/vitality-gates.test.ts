import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { burst } from '../../sample/city/oddities.ts';
import { readModel } from '../../warehouse/models/run-models.ts';
import { manifest } from '../../warehouse/models/manifest.ts';
import { runOn, type DuckDbEngine } from '../../warehouse/connection.ts';
import { vitalityRuns } from '../../warehouse/queries/vitality/runs.ts';
import { vitalityScores } from '../../warehouse/queries/vitality/scores.ts';
import { stationDefinitions } from '../../warehouse/stations/definition.ts';
import { readInputs, type Rows } from '../../warehouse/stations/inputs.ts';
import { scorePeriod } from '../../warehouse/stations/score.ts';
import { correlation } from '../../warehouse/vitality/analysis/correlate.ts';
import { engineVersion } from '../../warehouse/vitality/run.ts';
import { numbers } from '../../warehouse/vitality/table.ts';
import { openSampleStations } from '../fixtures/sample-stations.ts';

/** The gates of the stations' index, on the sample city: a definition that fails one is not put in force. */

const [definition] = stationDefinitions();
if (definition === undefined) throw new Error('there is no definition');
const { version } = definition;
const latest = 'R2026-10';

let engine: DuckDbEngine;
const rows: Rows = (sql, parameters) => engine.rows(sql, parameters);
beforeAll(async () => {
  engine = await openSampleStations();
});
afterAll(() => engine.close());

interface Scored {
  readonly station: string;
  readonly score: number;
  readonly rank: number;
}

const published = async (period: string): Promise<Scored[]> =>
  (await engine.rows(
    `select station_code as station, score, rank from marts.vitality_score
     where version = $version and period_code = $period order by 1`,
    { version, period },
  )) as unknown as Scored[];

const models = [
  'mart_opinion_likeness',
  'mart_opinion_burst',
  'mart_opinion_credit',
  'mart_vitality_opinions',
  'mart_vitality_count',
  'mart_vitality_rate',
  'mart_vitality_input',
];

/** The scores of the latest period after a change, with the models from `first` on made again; then all is as it was. */
function scoredWith(
  change: (run: Rows) => Promise<unknown>,
  first = 'mart_opinion_likeness',
): Promise<Map<string, number>> {
  return engine.using(async (connection) => {
    const run: Rows = (sql, parameters) => runOn(connection, sql, parameters);
    await run('begin transaction', {});
    try {
      await run('delete from seeds.vitality_definition where version <> $version', { version });
      await change(run);
      for (const model of manifest) {
        const at = models.indexOf(model.name.replace('marts.', ''));
        if (at >= models.indexOf(first))
          await run(`create or replace table ${model.name} as ${await readModel(model)}`, {});
      }
      const table = await readInputs(run, version, latest);
      if (table === null || definition === undefined) throw new Error('nothing to score');
      return new Map(
        scorePeriod(definition, table, null).scores.map(({ station, score }) => [station, score]),
      );
    } finally {
      await run('rollback', {});
    }
  });
}

/** Ranks a station would gain with its new score, all others staying as they were. */
function gains(before: readonly Scored[], after: ReadonlyMap<string, number>): number[] {
  return before.map(({ station, rank }) => {
    const score = after.get(station) ?? NaN;
    const above = before.filter((other) => other.station !== station && other.score > score).length;
    return rank - (above + 1);
  });
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

test.each(['residents', 'deputies'])('the index does not follow %s', async (column) => {
  for (const period of [latest, '2025', '2024']) {
    const pairs = await engine.rows(
      `select score, ${column} as size from marts.vitality_score
       inner join marts.fct_station using (station_code) where version = $version and period_code = $period`,
      { version, period },
    );
    const of = (name: string) => numbers(pairs.map((row) => Number(row[name])));
    expect(pairs.length).toBeGreaterThan(200);
    expect(Math.abs(correlation(of('score'), of('size'), 'spearman')), period).toBeLessThanOrEqual(0.2);
  }
});

describe('ten times the opinions', () => {
  // Every station at once: since none moves another (the last test), each gains what it would have gained alone.
  test('as copies of what it has: at most 12 ranks on average', async () => {
    // One station in five: the copies are real rows, and comparing them takes its time.
    const chosen = (station: string): boolean => /[27]$/.test(station);
    const before = await published(latest);
    const after = await scoredWith((run) =>
      run(
        `insert into marts.fct_opinion
         select opinions.* replace (opinion_id || '-' || copy as opinion_id)
         from marts.fct_opinion as opinions cross join (select unnest(range(9)) as copy)
         where received_on >= '2026-05-01' and regexp_matches(station_code, '[27]$')`,
        {},
      ),
    );
    const gained = gains(before, after).filter((_, at) => chosen(before[at]?.station ?? ''));
    expect(gained.length).toBeGreaterThan(40);
    expect(mean(gained)).toBeLessThanOrEqual(12);
  });

  test('of ten times as many people, each in other words, all dealt with alike: at most 12 ranks on average', async () => {
    const before = await published(latest);
    const after = await scoredWith(
      (run) =>
        run(
          `update marts.mart_vitality_rate set
             events = 10 * events,
             exposure = if(indicator in ('solicited', 'opinions', 'breadth'), exposure, 10 * exposure)
           where indicator not in ('topics', 'visits', 'attendance', 'serving') and period_code = $latest`,
          { latest },
        ),
      'mart_vitality_input',
    );
    expect(mean(gains(before, after))).toBeLessThanOrEqual(12);
  });

  test('at one station leave every other score as it was, and no other moves by more than one rank', async () => {
    const before = await published(latest);
    const station = before[100]?.station ?? '';
    const after = await scoredWith((run) =>
      run(
        `insert into marts.fct_opinion
         select opinions.* replace (opinion_id || '-' || copy as opinion_id, content || md5(opinion_id || copy) as content, person_key || copy as person_key)
         from marts.fct_opinion as opinions cross join (select unnest(range(9)) as copy)
         where station_code = $station`,
        { station },
      ),
    );
    expect(after.get(station)).not.toBe(before[100]?.score);
    const rankOf = (scores: ReadonlyMap<string, number>, own: string): number =>
      [...scores.values()].filter((score) => score > (scores.get(own) ?? NaN)).length + 1;
    for (const other of before)
      if (other.station !== station) {
        expect(after.get(other.station)).toBe(other.score);
        expect(Math.abs(rankOf(after, other.station) - other.rank)).toBeLessThanOrEqual(1);
      }
  });
});

test('a published score is made again to 1e-12 from what its record names: hash, engine, seed and draws', async () => {
  const records = await vitalityRuns(engine);
  expect(records.map(({ build }) => build)).toEqual(records.map(() => 'test'));
  for (const record of records) {
    const found = stationDefinitions().find(({ hash }) => hash === record.hash);
    expect(record.engine).toBe(engineVersion);
    const asked = found?.engine.definition.uncertainty;
    if (found === undefined || asked === undefined) throw new Error(`${record.hash} is not known`);
    const spec = record.draws === 0 ? null : { ...asked, seed: record.seed, draws: record.draws };
    for (const period of [latest, '2025']) {
      const table = await readInputs(rows, record.version, period);
      const again = table === null ? [] : scorePeriod(found, table, spec).scores;
      const before = await engine.rows(
        `select station_code, score, rank, score_low, score_high, rank_low, rank_high from marts.vitality_score
         where version = $version and period_code = $period order by station_code`,
        { version: record.version, period },
      );
      expect(again.length).toBe(before.length);
      for (const [at, row] of before.entries()) {
        const { station, score, rank, interval } = again[at] ?? {};
        expect([station, rank]).toEqual([row.station_code, row.rank]);
        const made = [score, interval?.scoreLow, interval?.scoreHigh, interval?.rankLow, interval?.rankHigh];
        const kept = [row.score, row.score_low, row.score_high, row.rank_low, row.rank_high];
        for (const [which, value] of kept.entries())
          if (value === null) expect(made[which] ?? null).toBeNull();
          else expect(Math.abs((made[which] ?? NaN) - Number(value))).toBeLessThanOrEqual(1e-12);
      }
    }
  }
});

test('the frozen priors are what the reference year gives', async () => {
  const given = await engine.rows('select * from marts.mart_vitality_prior where version = $version', {
    version,
  });
  expect(given.length).toBe(36);
  for (const { peer_group: group, indicator, mean: observed, strength } of given) {
    const frozen = definition.priors[z.string().parse(group)]?.[z.string().parse(indicator)];
    expect(frozen?.mean).toBeCloseTo(Number(observed), 4);
    expect((frozen?.strength ?? 0) / Number(strength)).toBeCloseTo(1, 4);
  }
});

test('the planted flood is marked and nothing else, and silent stations are told as such, in the lowest bands', async () => {
  const marked = await engine.rows(
    'select station_code, period from marts.mart_opinion_burst where version = $version',
    { version },
  );
  const stations = await engine.rows('select station_code from marts.fct_station order by _row');
  expect(marked).toEqual([
    { station_code: stations[burst.stationIndex]?.station_code, period: `${burst.year}-0${burst.month}-01` },
  ]);
  const silent = await engine.rows(
    `select station_code from marts.mart_station_month where period >= '2026-01-01'
     group by 1 having sum(opinions + activities + duty_planned) = 0 order by 1`,
  );
  const told = (await vitalityScores(engine, version, latest)).filter((station) => station.silent);
  expect(told.map(({ station }) => station).sort()).toEqual(silent.map((row) => row.station_code));
  // Two months of good work before they fell silent do not lift them out of the two lowest bands.
  for (const { band } of told) expect(band).toBeGreaterThanOrEqual(4);
});

test('every station that is open long enough and has a record has a score, however weak one pillar is', async () => {
  for (const period of [latest, '2025', '2024']) {
    const [row] = await engine.rows(
      `select count(distinct station_code) as stations from marts.mart_vitality_rate
       where version = $version and period_code = $period and variant = 'all'`,
      { version, period },
    );
    expect((await published(period)).length).toBe(row?.stations);
  }
});

test('intervals tell most pairs of stations apart, and do not cover the whole ranking', async () => {
  const [row] = await engine.rows(
    `select avg(rank_high - rank_low) as width, count(*) as stations from marts.vitality_score
     where version = $version and period_code = $latest`,
    { version, latest },
  );
  expect(Number(row?.width) / Number(row?.stations)).toBeLessThan(0.4);
  const [pairs] = await engine.rows(
    `select avg(if(probability >= 0.9 or probability <= 0.1, 1, 0)) as told from marts.vitality_above
     where version = $version and period_code = $latest`,
    { version, latest },
  );
  expect(Number(pairs?.told)).toBeGreaterThan(0.5);
});
