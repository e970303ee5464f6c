import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { metricListSchema, metricValuesSchema } from '../../api/contracts/metrics.ts';
import { problemSchema } from '../../api/contracts/problem.ts';
import { warningDetailSchema, warningListSchema } from '../../api/contracts/warnings.ts';
import { answerOf, ApiBench } from '../fixtures/api-bench.ts';

const debt = (period: string, area: string, opening: number, issued = 0) => ({
  period,
  area_code: area,
  debt_kind: 'general',
  limit_amount: 100,
  opening_amount: opening,
  new_quota_amount: issued,
  new_issued_amount: issued,
  balance_amount: opening + issued,
});
const own = {
  rule: 'debt_near_limit',
  name: 'yellow',
  value: 0.5,
  unit: 'share',
  who: '预算工委',
  when: '2026-02-20',
  why: '从严',
  source: '主任会议纪要',
  effective_from: '2026-02-01',
};

let bench: ApiBench;
const ask = (path: string) => answerOf(bench.request().get(path));

async function list(query = '') {
  const { status, body } = await ask(`/api/v1/warnings${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return warningListSchema.parse(body);
}

beforeAll(async () => {
  bench = await ApiBench.open();
  // A ledger that comes once a year makes the months of the debt no older.
  await bench.served.deliver('audit_findings', [{}]);
  await bench.served.deliver('finance_debt', [
    debt('2026-01-01', '330327', 96),
    debt('2026-01-01', '330326', 60),
    debt('2026-02-01', '330327', 96, 5),
    debt('2026-02-01', '330326', 60),
  ]);
  expect((await bench.served.build()).kind).toBe('published');
  await bench.live.refresh();
});
afterAll(() => bench.close());

describe('GET /api/v1/warnings', () => {
  test('lists what stands in the latest month, with the counts of the metric', async () => {
    const { period, counts, rules, total, warnings } = await list();
    expect({ period, counts, total }).toEqual({
      period: '2026-02',
      counts: { red: 1, yellow: 0, look: 0 },
      total: 1,
    });
    expect(rules.map(({ rule }) => rule)).toEqual(['debt_near_limit']);
    expect(warnings[0]).toMatchObject({
      severity: 'red',
      area: '330327',
      numerator: 101,
      denominator: 100,
      value: 1.01,
      threshold: 1,
      since: '2026-01',
      monthsRunning: 2,
    });
    const metric = await ask('/api/v1/metrics/warnings?by=severity&period=2026-02');
    const red = metricValuesSchema.parse(metric.body).rows.find(({ key }) => key.severity === 'red');
    expect(red?.value).toBe(1);
  });

  test('says up to when its rules were judged, whatever else was delivered longer ago', async () => {
    const { asOf, rules } = await list();
    expect(rules.map(({ judgedTo }) => judgedTo)).toEqual(['2026-02']);
    expect(asOf).toBe('2026-02-28');
    expect((await list('?period=2026-01')).asOf).toBe('2026-01-31');
  });

  test('filters by month, severity, rule and area, the whole city being its areas', async () => {
    expect((await list('?period=2026-01')).warnings.map(({ severity }) => severity)).toEqual(['yellow']);
    expect((await list('?severity=yellow,look')).total).toBe(0);
    expect((await list('?area=330300&rule=debt_near_limit')).total).toBe(1);
    expect((await list('?area=330326')).total).toBe(0);
  });

  test.each(['?severity=blue', '?period=2026', '?limit=0', '?sort=value', '?rule=no_such_rule'])(
    'refuses %s with what is possible',
    async (query) => {
      const { status, body } = await ask(`/api/v1/warnings${query}`);
      expect([400, 404]).toContain(status);
      expect(problemSchema.parse(body).detail).toMatch(/可用的|只能取|应为/);
    },
  );

  test('opens one to its rows, thresholds, SQL and earlier ones', async () => {
    const { warnings } = await list();
    const { status, body } = await ask(`/api/v1/warnings/${warnings[0]?.id ?? ''}`);
    expect(status).toBe(200);
    const { proof, rule, sql, past } = warningDetailSchema.parse(body);
    expect(proof.sums).toEqual([
      { part: 'numerator', rows: 1, amount: 101 },
      { part: 'denominator', rows: 1, amount: 100 },
    ]);
    expect(proof.rows.every(({ row, fileName }) => row > 1 && fileName !== null)).toBe(true);
    expect(rule.thresholds.filter(({ inForce }) => inForce).map(({ name }) => name)).toEqual([
      'red',
      'yellow',
    ]);
    expect(sql.rule).toContain('debt_limit');
    expect(past.map(({ period, sameSubject }) => ({ period, sameSubject }))).toEqual([
      { period: '2026-01', sameSubject: true },
    ]);
    expect((await ask('/api/v1/warnings/debt_near_limit-202602-nothing')).status).toBe(404);
  });
});

describe('thresholds of the office', () => {
  test('hold from their month on, in warnings and in the metric', async () => {
    await writeFile(bench.served.home.thresholds, JSON.stringify([own]));
    expect((await bench.served.build()).kind).toBe('published');
    await bench.live.refresh();
    expect((await list()).counts).toEqual({ red: 1, yellow: 1, look: 0 });
    expect((await list('?period=2026-01')).counts).toEqual({ red: 0, yellow: 1, look: 0 });
    const { metrics } = metricListSchema.parse((await ask('/api/v1/metrics')).body);
    expect(metrics.find(({ id }) => id === 'debt_limit_used')?.thresholds).toEqual({
      rule: 'debt_near_limit',
      yellow: 0.5,
      red: 1,
    });
  });

  test('that cannot be used fail the build with the key, and the last good one stays', async () => {
    const before = bench.live.buildId;
    await writeFile(bench.served.home.thresholds, JSON.stringify([{ ...own, unit: 'percent' }]));
    const outcome = await bench.served.build();
    expect(outcome).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('第 1 项的 unit') as string,
    });
    await bench.live.refresh();
    expect(bench.live.buildId).toBe(before);
  });
});
