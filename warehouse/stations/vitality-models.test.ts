import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openModelled, type RawRow } from '../../tests/fixtures/raw-tables.ts';
import type { DuckDbEngine } from '../connection.ts';
import { stationDefinitions } from './definition.ts';

/** The counting rules on literal rows: near-duplicates, the monthly allowance, outcomes, marks. */

const text = (about: string): string => `居民反映：${about}，请有关部门尽快到现场看一看并答复处理结果`;
const topics = [
  '路灯不亮影响晚归',
  '下水道堵塞污水外溢',
  '公交末班车太早收班',
  '菜场门口占道经营',
  '学校周边缺少斑马线',
];

let id = 0;
const opinion = (over: RawRow): RawRow => ({
  opinion_id: `O${++id}`,
  received_on: '2025-03-01',
  person_key: `R${id}`,
  closed_on: '2025-03-20',
  adopted: true,
  satisfaction: 'satisfied',
  ...over,
});

const repeated: RawRow[] = [
  opinion({ opinion_id: 'first', content: text(topics[0] ?? '') }),
  opinion({ opinion_id: 'same', content: `${text(topics[0] ?? '')}！！`, received_on: '2025-03-20' }),
  opinion({ opinion_id: 'later', content: text(topics[0] ?? ''), received_on: '2025-05-20' }),
  opinion({ opinion_id: 'other', content: text(topics[1] ?? '') }),
  opinion({ opinion_id: 'elsewhere', content: text(topics[0] ?? ''), station_code: 'S2' }),
];
const talkative: RawRow[] = topics.map((topic, at) =>
  opinion({
    opinion_id: `talk${at}`,
    content: `${topic}${topic}`,
    person_key: 'RT',
    station_code: 'S2',
    received_on: `2025-06-0${at + 1}`,
  }),
);
const outcomes: RawRow[] = [
  opinion({
    opinion_id: 'open',
    content: '小区电梯常停运',
    station_code: 'S3',
    closed_on: null,
    adopted: null,
  }),
  opinion({ opinion_id: 'late', content: '河边护栏破损', station_code: 'S3', closed_on: '2026-02-01' }),
  opinion({ opinion_id: 'done', content: '公园缺健身器材', station_code: 'S3' }),
  opinion({ opinion_id: 'nobody', content: '垃圾清运不及时', station_code: 'S3', person_key: null }),
];
const months = (year: number) =>
  Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`);
const steady: RawRow[] = [2024, 2025].flatMap(months).flatMap((month, at) =>
  [0, 1].map((copy) =>
    opinion({
      content: `${topics[at % 5] ?? ''}${at}${copy}`,
      received_on: `${month}-1${copy}`,
      closed_on: null,
      station_code: 'S4',
    }),
  ),
);
const flood: RawRow[] = Array.from({ length: 40 }, (_, at) =>
  opinion({
    content: text('晚上停车位不足'),
    received_on: `2025-10-${String(10 + (at % 10)).padStart(2, '0')}`,
    station_code: 'S4',
  }),
);

const version = stationDefinitions()[0]?.version ?? '';
let engine: DuckDbEngine;
beforeAll(async () => {
  engine = await openModelled({
    stations_register: [
      { station_code: 'S1' },
      { station_code: 'S2' },
      { station_code: 'S3' },
      { station_code: 'S4' },
      { station_code: 'S5', opened_on: '2025-11-01' },
    ],
    stations_opinions: [
      ...repeated,
      ...talkative,
      ...outcomes,
      ...steady,
      ...flood,
      opinion({ received_on: '2025-12-31', content: '年末最后一条', station_code: 'S4' }),
    ],
    stations_activities: [2024, 2025]
      .flatMap(months)
      .map((month, at) => ({ activity_id: `A${at}`, held_on: `${month}-05` })),
    stations_duty: [2024, 2025].flatMap(months).map((month) => ({ duty_on: `${month}-08` })),
  });
});
afterAll(() => engine.close());

const standing = async (name: string) =>
  (
    await engine.rows(
      'select standing, credit from marts.mart_opinion_credit where version = $version and opinion_id = $name',
      {
        version,
        name,
      },
    )
  )[0];
const counted = async (station: string, variant = 'all') =>
  (
    await engine.rows(
      `select * from marts.mart_vitality_count
       where version = $version and station_code = $station and period_code = '2025' and variant = $variant`,
      { version, station, variant },
    )
  )[0];

describe('an opinion', () => {
  test('that repeats one of the thirty days before it shares its credit; later, or at another station, it has its own', async () => {
    expect(await standing('first')).toEqual({ standing: 'full', credit: 1 });
    expect(await standing('same')).toEqual({ standing: 'repeat', credit: 0 });
    expect(await standing('later')).toEqual({ standing: 'full', credit: 1 });
    expect(await standing('other')).toEqual({ standing: 'full', credit: 1 });
    expect(await standing('elsewhere')).toEqual({ standing: 'full', credit: 1 });
    const [likeness] = await engine.rows(
      "select distinct repeats, likeness from marts.mart_opinion_likeness where opinion_id = 'same'",
    );
    expect(likeness).toEqual({ repeats: 'first', likeness: 1 });
  });

  test('is one of three a verified person has in a month', async () => {
    const all = await Promise.all(talkative.map(({ opinion_id }) => standing(String(opinion_id))));
    expect(all.map((one) => one?.standing)).toEqual(['full', 'full', 'full', 'over_cap', 'over_cap']);
  });

  test('counts in full only with an outcome by the end of the period, and half without a verified person', async () => {
    // 0.3 open + 0.3 closed after the period + 1 + 0.5 unverified
    expect((await counted('S3'))?.livelihood_credit).toBeCloseTo(2.1, 12);
    expect(await counted('S3')).toMatchObject({ opinions: 4, persons: 3, closed: 2, adopted: 2 });
  });
});

describe('a station', () => {
  test('is marked in a month far above its own history, and is counted with and without that month', async () => {
    expect(
      await engine.rows(
        'select station_code, period, opinions from marts.mart_opinion_burst where version = $version',
        { version },
      ),
    ).toEqual([{ station_code: 'S4', period: '2025-10-01', opinions: 42 }]);
    expect(await counted('S4')).toMatchObject({ marked_months: 1, opinions: 65 });
    expect(await counted('S4', 'unmarked')).toMatchObject({ marked_months: 1, opinions: 23 });
  });

  test('open for less than half of the period is not rated; one without any record is not either', async () => {
    expect(await counted('S5')).toBeUndefined();
    const rated = await engine.rows(
      "select station_code from marts.vitality_score where version = $version and period_code = '2025' order by 1",
      { version },
    );
    expect(rated.map((row) => row.station_code)).toEqual(['S1', 'S2', 'S3', 'S4']);
  });

  test('has points that add up to its score, and an interval round it', async () => {
    const sums = await engine.rows(
      `select level, sum(contribution) as points, any_value(vitality_score.score) as score
       from marts.vitality_part inner join marts.vitality_score using (version, period_code, station_code)
       where version = $version and period_code = '2025' and station_code = 'S1' group by level`,
      { version },
    );
    expect(sums).toHaveLength(3);
    for (const { points, score } of sums) expect(Number(points)).toBeCloseTo(Number(score), 9);
    const [row] = await engine.rows(
      "select * from marts.vitality_score where version = $version and period_code = '2025' and station_code = 'S1'",
      { version },
    );
    expect(Number(row?.score_low)).toBeLessThan(Number(row?.score_high));
    expect(Number(row?.band_low)).toBeGreaterThanOrEqual(Number(row?.band_high));
  });
});

test('there are whole years only, and none that is not over', async () => {
  const periods = await engine.rows('select period_code, time_code from marts.dim_vitality_period');
  expect(periods).toEqual([
    { period_code: '2024', time_code: 202412 },
    { period_code: '2025', time_code: 202512 },
  ]);
});
