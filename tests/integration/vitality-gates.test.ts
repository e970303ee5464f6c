import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { burst } from '../../sample/city/oddities.ts';
import { readModel } from '../../warehouse/models/run-models.ts';
import { manifest } from '../../warehouse/models/manifest.ts';
import type { DuckDbEngine } from '../../warehouse/connection.ts';
import { stationDefinitions } from '../../warehouse/stations/definition.ts';
import { readInputs, type Rows } from '../../warehouse/stations/inputs.ts';
import { scorePeriod } from '../../warehouse/stations/score.ts';
import { correlation } from '../../warehouse/vitality/analysis/correlate.ts';
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

/** Scores the latest period again from the models from `first` on, as the tables before it are now. */
async function scoredAgain(first: string): Promise<Map<string, number>> {
  const names = [
    'mart_opinion_likeness',
    'mart_opinion_burst',
    'mart_opinion_credit',
    'mart_vitality_opinions',
  ];
  names.push('mart_vitality_count', 'mart_vitality_rate', 'mart_vitality_input');
  for (const model of manifest) {
    const name = model.name.replace('marts.', '');
    if (names.includes(name) && names.indexOf(name) >= names.indexOf(first))
      await engine.rows(`create or replace table ${model.name} as ${await readModel(model)}`);
  }
  const table = await readInputs(rows, version, latest);
  if (table === null || definition === undefined) throw new Error('nothing to score');
  return new Map(scorePeriod(definition, table, null).scores.map(({ station, score }) => [station, score]));
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
       inner join marts.fct_station using (station_code) where period_code = $period`,
      { period },
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
    await engine.rows('create table kept as from marts.fct_opinion');
    await engine.rows(
      `insert into marts.fct_opinion
       select kept.* replace (opinion_id || '-' || copy as opinion_id)
       from kept cross join (select unnest(range(9)) as copy)
       where received_on >= '2026-05-01' and regexp_matches(station_code, '[27]$')`,
    );
    const after = await scoredAgain('mart_opinion_likeness');
    await engine.rows('create or replace table marts.fct_opinion as from kept');
    const gained = gains(before, after).filter((_, at) => chosen(before[at]?.station ?? ''));
    expect(gained.length).toBeGreaterThan(40);
    expect(mean(gained)).toBeLessThanOrEqual(12);
  });

  test('of ten times as many people, each in other words, all dealt with alike: at most 12 ranks on average', async () => {
    await scoredAgain('mart_opinion_likeness');
    const before = await published(latest);
    await engine.rows('create or replace table kept as from marts.mart_vitality_rate');
    await engine.rows(
      `update marts.mart_vitality_rate set
         events = 10 * events,
         exposure = if(indicator in ('solicited', 'opinions', 'breadth'), exposure, 10 * exposure)
       where indicator not in ('topics', 'visits', 'attendance', 'serving') and period_code = $latest`,
      { latest },
    );
    const after = await scoredAgain('mart_vitality_input');
    await engine.rows('create or replace table marts.mart_vitality_rate as from kept');
    await scoredAgain('mart_vitality_input');
    expect(mean(gains(before, after))).toBeLessThanOrEqual(12);
  });

  test('at one station leave every other score as it was, and no other moves by more than one rank', async () => {
    const before = await published(latest);
    const station = before[100]?.station ?? '';
    await engine.rows('create or replace table kept as from marts.fct_opinion');
    await engine.rows(
      `insert into marts.fct_opinion
       select kept.* replace (opinion_id || '-' || copy as opinion_id, content || md5(opinion_id || copy) as content, person_key || copy as person_key)
       from kept cross join (select unnest(range(9)) as copy) where station_code = $station`,
      { station },
    );
    const after = await scoredAgain('mart_opinion_likeness');
    await engine.rows('create or replace table marts.fct_opinion as from kept');
    await scoredAgain('mart_opinion_likeness');
    expect(after.get(station)).not.toBe(before[100]?.score);
    for (const other of before)
      if (other.station !== station) expect(after.get(other.station)).toBe(other.score);
  });
});

test('a published score can be made again to 1e-12', async () => {
  for (const period of [latest, '2025']) {
    const table = await readInputs(rows, version, period);
    const again = table === null ? [] : scorePeriod(definition, table, null).scores;
    const before = await published(period);
    expect(again.length).toBe(before.length);
    for (const [at, { station, score }] of before.entries()) {
      expect(again[at]?.station).toBe(station);
      expect(Math.abs((again[at]?.score ?? NaN) - score)).toBeLessThanOrEqual(1e-12);
    }
  }
});

test('every definition was tried on two periods before it was put in force, and says what it changes', async () => {
  for (const each of stationDefinitions()) {
    for (const period of each.back_cast) {
      const table = await readInputs(rows, each.version, period);
      expect(table, `${each.version} ${period}`).not.toBeNull();
      if (table !== null) expect(scorePeriod(each, table, null).scores.length).toBeGreaterThan(200);
    }
    expect(each.back_cast.length).toBeGreaterThanOrEqual(2);
    expect(each.engine.definition.changelog?.some((entry) => entry.version === each.version)).toBe(true);
  }
});

test('the frozen priors are what the reference year gives', async () => {
  const given = await engine.rows('select * from marts.mart_vitality_prior');
  expect(given.length).toBe(36);
  for (const { peer_group: group, indicator, mean: observed, strength } of given) {
    const frozen = definition.priors[z.string().parse(group)]?.[z.string().parse(indicator)];
    expect(frozen?.mean).toBeCloseTo(Number(observed), 4);
    expect((frozen?.strength ?? 0) / Number(strength)).toBeCloseTo(1, 4);
  }
});

test('the planted flood is marked and nothing else, and silent stations come last', async () => {
  const marked = await engine.rows('select station_code, period from marts.mart_opinion_burst');
  const stations = await engine.rows('select station_code from marts.fct_station order by _row');
  expect(marked).toEqual([
    { station_code: stations[burst.stationIndex]?.station_code, period: `${burst.year}-0${burst.month}-01` },
  ]);
  const silent = await engine.rows(
    `select station_code from marts.mart_station_month where period >= '2026-01-01'
     group by 1 having sum(opinions + activities + duty_planned) = 0`,
  );
  const last = await engine.rows(
    'select station_code from marts.vitality_score where period_code = $latest order by score limit 3',
    { latest },
  );
  expect(new Set(last.map((row) => row.station_code))).toEqual(
    new Set(silent.map((row) => row.station_code)),
  );
});
