import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { metricValuesSchema } from '../../api/contracts/metrics.ts';
import { placesSchema } from '../../api/contracts/places.ts';
import {
  stationVitalitySchema,
  vitalityComparisonSchema,
  vitalityDefinitionsSchema,
  vitalityScoresSchema,
  vitalityWhatIfSchema,
} from '../../api/contracts/vitality.ts';
import { answerOf, ApiBench } from '../fixtures/api-bench.ts';
import { deliverStationRecords, recordedMonths } from '../fixtures/station-records.ts';

const codes = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6'];

let api: ApiBench;
let agent: ReturnType<ApiBench['request']>;
beforeAll(async () => {
  api = await ApiBench.open();
  const home = api.served;
  await deliverStationRecords(home, codes);
  expect((await home.build()).kind).toBe('published');
  await api.live.refresh();
  agent = api.request();
}, 120_000);
afterAll(() => api.close());

/** The four effects add up to the change of rank. */
function expectSum(change: z.output<typeof stationVitalitySchema>['change']): void {
  const {
    own = NaN,
    others = NaN,
    definition = NaN,
    revision = NaN,
    after = NaN,
    before = NaN,
  } = change ?? {};
  expect(own + others + definition + revision).toBeCloseTo(after - before, 9);
}

const get = (path: string) => answerOf(agent.get(`/api/v1${path}`));

test('the definition in force goes out whole: weights, formulas, rules, changelog, hash', async () => {
  const { definitions } = vitalityDefinitionsSchema.parse((await get('/vitality/definitions')).body);
  const [current] = definitions;
  expect(current).toMatchObject({ inForce: true, version: '1.1.0' });
  expect(current?.indicators).toHaveLength(12);
  expect(current?.pillars.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  for (const each of current?.indicators ?? []) expect(each.formula).not.toBe('');
  for (const each of current?.rules ?? []) expect(each.meaning).not.toBe('');
});

test('scores come with what they were made with, a band and an interval', async () => {
  const answer = await get('/vitality/scores');
  const { run, period, periods, stations } = vitalityScoresSchema.parse(answer.body);
  expect(run).toMatchObject({ version: '1.1.0', engine: expect.stringMatching(/^\d/) as unknown });
  expect(run.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(period.code).toBe('2025');
  expect(periods.map(({ code }) => code)).toEqual(['2025', '2024']);
  expect(stations).toHaveLength(codes.length);
  for (const one of stations) {
    expect(one.interval?.scoreLow).toBeLessThanOrEqual(one.interval?.scoreHigh ?? 0);
    expect(one.band).toBeGreaterThanOrEqual(1);
  }
  const again = await answerOf(
    agent.get('/api/v1/vitality/scores').set('If-None-Match', String(answer.headers.etag)),
  );
  expect(again.status).toBe(304);
});

test('a station is explained: parts that add up, a change of rank that adds up, advice', async () => {
  const told = stationVitalitySchema.parse((await get('/vitality/stations/S1')).body);
  for (const level of [1, 2]) {
    const points = told.parts
      .filter((part) => part.level === level)
      .reduce((sum, part) => sum + part.contribution, 0);
    expect(points).toBeCloseTo(told.station.score ?? NaN, 9);
  }
  expect(told.against?.code).toBe('2024');
  expect(told.againstVersion).toBe('1.0.0');
  expectSum(told.change);
  expect(told.change).toMatchObject({ revision: 0, revised: false });
  expect(told.advice.length).toBeGreaterThan(0);
  expect(told.standing).not.toBeNull();
});

test('two periods are compared, and other weights tried without keeping anything', async () => {
  const compared = vitalityComparisonSchema.parse((await get('/vitality/comparison?from=2024&to=2025')).body);
  expect(compared.stations).toHaveLength(codes.length);
  const before = (await get('/vitality/scores')).body;
  const tried = vitalityWhatIfSchema.parse(
    (await get('/vitality/what-if?weights=opinion:1,duty:0,response:0,legislation:0')).body,
  );
  expect(tried.stations.map(({ rankThen }) => rankThen)).toEqual(
    [...tried.stations.map(({ rankThen }) => rankThen)].sort((a, b) => a - b),
  );
  expect((await get('/vitality/scores')).body).toEqual(before);
});

test('a pillar alone can be told to count for nothing: the others keep their weights', async () => {
  const ranksOf = async (weights: string) =>
    vitalityWhatIfSchema
      .parse((await get(`/vitality/what-if?weights=${weights}`)).body)
      .stations.map(({ station, rankThen }) => [station, rankThen]);
  expect(await ranksOf('opinion:0')).toEqual(
    await ranksOf('opinion:0,legislation:0.25,duty:0.2,response:0.25'),
  );
});

describe('what cannot be answered is told in words', () => {
  test.each([
    ['/vitality/what-if', 400, '参数 weights 不能缺少'],
    ['/vitality/what-if?weights=opinion:1&weights=duty:1', 400, '只能出现一次'],
    ['/vitality/what-if?weights=legislation:0,opinion:0,duty:0,response:0', 400, '不能全为 0'],
    ['/vitality/what-if?weights=opinion:1,topics:0,solicited:0,visits:0', 400, '“legislation”之下'],
    ['/vitality/what-if?weights=vitality:1', 400, '没有“vitality”这一项'],
    ['/vitality/what-if?weights=opinion:1,opinion:2', 400, '重复'],
    ['/vitality/what-if?weights=nothing:1', 400, 'nothing'],
    ['/vitality/what-if?weights=opinion:1e9', 400, '权重'],
    ['/vitality/scores?period=1999', 404, '可用的时期'],
    ['/vitality/scores?period=lately', 400, 'R2026-10'],
    ['/vitality/scores?version=9.9.9', 404, '1.0.0'],
    ['/vitality/stations/nobody', 404, 'nobody'],
    ['/vitality/scores?depth=3', 400, 'period'],
  ])('%s', async (path, status, words) => {
    const { status: given, body } = await get(path);
    expect(given).toBe(status);
    expect(JSON.stringify(body)).toContain(words);
  });
});

test('places name every county and township', async () => {
  const { counties, townships } = placesSchema.parse((await get('/places')).body);
  expect(counties).toHaveLength(12);
  expect(townships).toHaveLength(185);
});

test('the registry’s figures of the index are those of the scores', async () => {
  const { stations } = vitalityScoresSchema.parse((await get('/vitality/scores?period=2025')).body);
  const ask = async (id: string, rest = '') =>
    metricValuesSchema.parse((await get(`/metrics/${id}?period=2025-12${rest}`)).body).rows;
  const counts = await ask('vitality_stations', '&by=band');
  for (const { key, label, value } of counts) {
    expect(value).toBe(stations.filter(({ band }) => String(band) === key.band).length);
    expect(label.band).not.toBe(key.band);
  }
  const scores = stations.flatMap(({ score }) => (score === null ? [] : [score]));
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  expect((await ask('vitality_score'))[0]?.value).toBeCloseTo(mean, 9);
  const top = stations.filter(({ band }) => band !== null && band <= 2).length;
  expect((await ask('vitality_top_bands_share'))[0]).toMatchObject({
    numerator: top,
    denominator: scores.length,
  });
  expect((await ask('vitality_score', '&station=S3'))[0]?.value).toBe(
    stations.find(({ station }) => station === 'S3')?.score,
  );
  expect((await ask('vitality_silent_stations'))[0]?.value).toBe(
    stations.filter(({ silent }) => silent).length,
  );
  expect((await ask('vitality_marked_stations'))[0]?.value).toBe(
    stations.filter(({ markedMonths }) => markedMonths > 0).length,
  );
  const { parts } = stationVitalitySchema.parse((await get('/vitality/stations/S3?period=2025')).body);
  for (const { key, value } of await ask('vitality_pillar_score', '&by=pillar&station=S3'))
    expect(value).toBe(parts.find(({ code }) => code === key.pillar)?.score);
});

test('two definitions are compared on one period, and a card tells what the definition alone did', async () => {
  const path = '/vitality/comparison?from=2025&to=2025&fromVersion=1.0.0&toVersion=1.1.0';
  const { from, to, summary, stations } = vitalityComparisonSchema.parse((await get(path)).body);
  expect([from.version, to.version]).toEqual(['1.0.0', '1.1.0']);
  expect(summary.stations).toBe(codes.length);
  expect(summary.bandsUp + summary.bandsSame + summary.bandsDown).toBe(codes.length);
  expect(stations.some(({ scoreBefore, scoreAfter }) => scoreBefore !== scoreAfter)).toBe(true);
  // Only the definition in force is drawn.
  expect(
    stations.every(({ intervalBefore, intervalAfter }) => intervalBefore === null && intervalAfter !== null),
  ).toBe(true);
  for (const code of codes) {
    const asked = `/vitality/stations/${code}?period=2025&against=2025&againstVersion=1.0.0`;
    const { change } = stationVitalitySchema.parse((await get(asked)).body);
    expect(change).toMatchObject({ own: 0, others: 0, revision: 0 });
    expectSum(change);
  }
});

test('both drawn periods have intervals, and say who is surely above', async () => {
  const { stations } = vitalityComparisonSchema.parse(
    (await get('/vitality/comparison?from=2024&to=2025')).body,
  );
  for (const { intervalBefore, intervalAfter } of stations) {
    expect(intervalBefore).not.toBeNull();
    expect(intervalAfter).not.toBeNull();
  }
  const { standing } = stationVitalitySchema.parse((await get('/vitality/stations/S1?period=2024')).body);
  expect((standing?.above ?? 0) + (standing?.below ?? 0) + (standing?.alike ?? 0)).toBe(codes.length - 1);
});

test('records of the earlier period that are corrected after it was published are told as a revision', async () => {
  await api.served.deliver(
    'stations_duty',
    codes.flatMap((code) =>
      recordedMonths
        .filter((month) => month.startsWith('2024'))
        .map((month) => ({ station_code: code, duty_on: `${month}-08`, attended: code !== 'S1' })),
    ),
  );
  expect((await api.served.build()).kind).toBe('published');
  await api.live.refresh();
  const path = '/vitality/stations/S1?period=2025&against=2024&againstVersion=1.1.0';
  const told = stationVitalitySchema.parse((await get(path)).body);
  expect(told.change?.revised).toBe(true);
  expect(told.change?.definition).toBe(0);
  expectSum(told.change);
  // What S1 gained was not its own doing alone: its earlier records were corrected downwards.
  expect(told.change?.before).toBeLessThanOrEqual(told.before?.rank ?? 0);
  const kept = await api.live.use(({ engine }) =>
    engine.rows(
      "select count(distinct build) as builds from meta.vitality_published where period_code = '2024'",
    ),
  );
  expect(kept?.[0]?.builds).toBe(1);
});
