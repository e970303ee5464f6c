import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildDiffSchema, buildListSchema } from '../../api/contracts/builds.ts';
import { explorationSchema, type Exploration } from '../../api/contracts/explore.ts';
import { metricValuesSchema } from '../../api/contracts/metrics.ts';
import { problemSchema } from '../../api/contracts/problem.ts';
import { answerOf, ApiBench } from '../fixtures/api-bench.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';

let bench: ApiBench;
let first: string;
beforeAll(async () => {
  bench = await ApiBench.open();
  await deliverLittleCity(bench.served);
  expect((await bench.served.build()).kind).toBe('published');
  await bench.live.refresh();
  first = bench.live.buildId ?? '';
  await bench.served.deliver('finance_payments', [{ payment_id: 'P9', paid_on: '2026-03-05', amount: 10 }]);
  // Of a year no value of 2026 has read, but for those that compare with it.
  await bench.served.deliver('finance_payments', [{ payment_id: 'P10', paid_on: '2024-05-06', amount: 7 }]);
  expect((await bench.served.build()).kind).toBe('published');
  await bench.live.refresh();
});
afterAll(() => bench.close());

async function explored(query: string): Promise<Exploration> {
  const { body } = await answerOf(bench.request().get(`/api/v1/explore?${query}`).expect(200));
  return explorationSchema.parse(body);
}

it('puts measures side by side, each as it answers alone', async () => {
  const { rows } = await explored(
    'measures=general_expenditure,general_revenue&by=area&period=2026&order=-general_expenditure',
  );
  for (const measure of ['general_expenditure', 'general_revenue']) {
    const { body } = await answerOf(
      bench.request().get(`/api/v1/metrics/${measure}?by=area&period=2026`).expect(200),
    );
    for (const { key, value } of metricValuesSchema.parse(body).rows)
      expect(rows.find((row) => row.key.area === key.area)?.values[measure]?.value, measure).toBe(value);
  }
  expect(rows.map(({ key }) => key.area)).toEqual(['330300-CL', '330302']);
});

it('steps through time and compares with the year before, the plan and the build before', async () => {
  const quarters = await explored('measures=general_expenditure&period=2026-01..2026-03&grain=quarter');
  expect(quarters.rows).toMatchObject([
    { time: '2026-Q1', values: { general_expenditure: { value: 367.6 } } },
  ]);
  const months = await explored(
    'measures=general_expenditure&period=2026-01..2026-02&grain=month&compare=previous_year',
  );
  expect(months.rows.map(({ time, values }) => [time, values.general_expenditure])).toEqual([
    ['2026-01', { value: 100.01, compared: 90 }],
    // Nothing was paid in February 2025, and the registry says so: zero.
    ['2026-02', { value: 257.59, compared: 0 }],
  ]);
  const plan = await explored(
    'measures=general_expenditure&period=2026-01..2026-02&compare=plan&area=330300-CL',
  );
  expect(plan.rows[0]?.values.general_expenditure).toEqual({ value: 350.53, compared: 1500 });
  const build = await explored('measures=general_expenditure&period=2026&compare=previous_build');
  expect(build.comparison).toEqual({ kind: 'previous_build', name: '上一构建', build: first });
  expect(build.rows[0]?.values.general_expenditure).toEqual({ value: 367.6, compared: 357.6 });
});

it('says which months each measure speaks of and is compared with, up to when, and where it comes from', async () => {
  const { period, spoken, asOf, origins, comparison, rows } = await explored(
    'measures=general_expenditure,general_revenue&compare=previous_year',
  );
  expect(period).toBeNull();
  expect(comparison).toEqual({ kind: 'previous_year', name: '上年同期', build: null });
  // Nothing was reported of February 2025's revenue: that month is not compared, and it is said.
  expect(rows[0]?.values).toEqual({
    general_expenditure: { value: 367.6, compared: 90 },
    general_revenue: { value: 400.4, compared: 250 },
  });
  for (const measure of ['general_expenditure', 'general_revenue']) {
    const { body } = await answerOf(bench.request().get(`/api/v1/metrics/${measure}`).expect(200));
    const alone = metricValuesSchema.parse(body);
    const told = spoken[measure];
    expect(
      told?.steps.map((step) => step.period),
      measure,
    ).toEqual([alone.period]);
    expect([told?.asOf, told?.origins], measure).toEqual([alone.asOf, alone.origins]);
  }
  expect(spoken.general_revenue?.steps[0]?.compared).toEqual({
    ...{ period: { from: '2025-01', to: '2025-01' }, months: ['2025-01'], isLike: false },
  });
  expect(spoken.general_revenue?.note).toBe('本期 2026-01..2026-02，上年同期 2025-01，两侧月份不同');
  expect(origins).toContain('sample');
  expect(asOf).toBe(spoken.general_revenue?.asOf);
});

it('says of which steps only a part is there', async () => {
  const { spoken } = await explored(
    'measures=general_revenue&period=2026&grain=quarter&compare=previous_year',
  );
  expect(spoken.general_revenue?.note).toContain('2026-Q1 只有 2026-01..2026-02');
});

it('gives the same table as CSV', async () => {
  const { text } = await bench
    .request()
    .get('/api/v1/explore?measures=general_expenditure&by=area&period=2026&compare=plan&format=csv')
    .expect(200);
  expect(text.split('\r\n')[0]).toBe(
    '\uFEFF区域代码,区域,一般公共预算支出（元）·2026-01..2026-03,' +
      '一般公共预算支出（元）·全年计划·2026-01..2026-12,数据截至,数据性质',
  );
  expect(text).toMatch(/360\.53,1500\.00,2026-03-05,.*示例数据/);
});

it.each([
  ['measures=nothing', 400, 'invalid_parameter'],
  ['measures=general_expenditure&by=area,department,function,period,area', 400, 'invalid_parameter'],
  ['measures=general_expenditure&compare=last_year', 400, 'invalid_parameter'],
  ['measures=account_revenue', 400, 'invalid_parameter'],
  ['measures=account_revenue&account=general,fund', 400, 'invalid_parameter'],
  ['', 400, 'invalid_parameter'],
  ['measures=general_expenditure&by=station', 400, 'unsupported_dimension'],
  ['measures=general_expenditure&sql=select', 400, 'invalid_parameter'],
  ['measures=general_expenditure&order=amount;drop', 400, 'invalid_parameter'],
  ['measures=general_expenditure&grain=week&period=2026', 400, 'invalid_parameter'],
  ['measures=general_expenditure&grain=month', 400, 'invalid_parameter'],
  ['measures=general_expenditure&period=2025-01..2026-02&compare=plan', 400, 'invalid_parameter'],
  ['measures=general_expenditure&area=330300,330300-CL', 400, 'invalid_parameter'],
  ['measures=', 400, 'invalid_parameter'],
  ['measures=stations&compare=plan', 400, 'invalid_parameter'],
  ['measures=general_expenditure&limit=0', 400, 'invalid_parameter'],
])('answers ?%s with %i %s', async (query, status, code) => {
  const { body } = await answerOf(bench.request().get(`/api/v1/explore?${query}`).expect(status));
  expect(problemSchema.parse(body).code).toBe(code);
});

it.each([
  ['measures=nothing', 'general_expenditure'],
  ['measures=', 'measures 不能为空'],
  ['measures=general_expenditure&by=station', 'department（部门）'],
  ['measures=general_expenditure&order=amount', 'general_expenditure'],
  ['measures=general_expenditure&grain=week&period=2026', 'quarter'],
  ['measures=general_expenditure&compare=last_year', 'previous_year'],
  ['measures=general_expenditure&sql=select', 'measures（1–6 个指标编号）'],
])('answers ?%s with the words that are allowed', async (query, allowed) => {
  const { body } = await answerOf(bench.request().get(`/api/v1/explore?${query}`).expect(400));
  expect(problemSchema.parse(body).detail).toContain(allowed);
});

it('breaks down by four dimensions, ordered and cut', async () => {
  const by = 'area,department,function,period';
  const whole = await explored(
    `measures=general_expenditure&by=${by}&period=2026&order=-general_expenditure`,
  );
  expect(whole.rows[0]).toMatchObject({
    key: { area: '330300-CL', department: '101', function: '205', period: '2026-02' },
    values: { general_expenditure: { value: 200.02 } },
  });
  const amounts = whole.rows.map(({ values }) => values.general_expenditure?.value ?? 0);
  expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
  const cut = await explored(
    `measures=general_expenditure&by=${by}&period=2026&order=-general_expenditure&limit=2`,
  );
  expect(cut).toMatchObject({ total: whole.total, rows: whole.rows.slice(0, 2) });
});

it('lists the builds, reads an older one, and says what the later one changed', async () => {
  const list = buildListSchema.parse(
    (await answerOf(bench.request().get('/api/v1/builds').expect(200))).body,
  );
  expect(list.builds.map(({ id }) => id)).toEqual([list.served, first]);

  const past = await answerOf(
    bench.request().get(`/api/v1/metrics/general_expenditure?period=2026&build=${first}`).expect(200),
  );
  expect(metricValuesSchema.parse(past.body)).toMatchObject({ build: first, rows: [{ value: 357.6 }] });

  const diff = buildDiffSchema.parse(
    (
      await answerOf(
        bench
          .request()
          .get(`/api/v1/builds/${first}/diff/${list.served ?? ''}`)
          .expect(200),
      )
    ).body,
  );
  const added = new Map(diff.batches.map((batch) => [batch.partitions.join(), batch]));
  for (const month of ['2026-03', '2024-05'])
    expect(added.get(month)).toMatchObject({ change: 'added', contract: 'finance.payments' });
  expect(added.size).toBe(2);
  const moved = diff.metrics.find(({ metric }) => metric === 'general_expenditure');
  expect(moved).toMatchObject({ before: 357.6, after: 367.6, batches: [added.get('2026-03')?.batch] });
  expect(diff.metrics.every(({ metric }) => metric !== 'general_revenue')).toBe(true);
  const same = await answerOf(bench.request().get(`/api/v1/builds/${first}/diff/${first}`).expect(200));
  expect(buildDiffSchema.parse(same.body)).toMatchObject({ metrics: [], batches: [] });
  await bench.request().get(`/api/v1/builds/${first}/diff/nowhere`).expect(404);
});
