import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineageSchema, metricListSchema, metricValuesSchema } from '../../api/contracts/metrics.ts';
import { problemSchema, type Problem } from '../../api/contracts/problem.ts';
import { metrics } from '../../warehouse/metrics/registry.ts';
import { answerOf, ApiBench } from '../fixtures/api-bench.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await ApiBench.open();
  await deliverLittleCity(bench.served);
  expect((await bench.served.build()).kind).toBe('published');
  await bench.live.refresh();
});
afterAll(() => bench.close());

async function values(id: string, query: Record<string, string> = {}) {
  const { status, body } = await answerOf(bench.request().get(`/api/v1/metrics/${id}`).query(query));
  expect(status, JSON.stringify(body)).toBe(200);
  return metricValuesSchema.parse(body);
}

async function lineage(id: string, query: Record<string, string> = {}) {
  const { status, body } = await answerOf(bench.request().get(`/api/v1/metrics/${id}/lineage`).query(query));
  expect(status, JSON.stringify(body)).toBe(200);
  return lineageSchema.parse(body);
}

async function refused(path: string, query: Record<string, string> = {}, expected = 400): Promise<Problem> {
  const { status, body, headers } = await answerOf(
    bench.request().get(`/api/v1/metrics/${path}`).query(query),
  );
  expect(status).toBe(expected);
  expect(headers['content-type']).toContain('application/problem+json');
  expect(headers.etag).toBeUndefined();
  return problemSchema.parse(body);
}

/** What a metric needs to be asked at all. */
const required: Readonly<Record<string, Record<string, string>>> = {
  budget_amount: { year: '2026', version: 'approved', account: 'general', side: 'expenditure' },
  published_amount: {
    year: '2023',
    published_area: '温州市本级',
    published_period: '全年',
    topic: '一般公共预算',
    item: '收入',
  },
  gdp: { territory: '330300' },
  gdp_growth_rate: { territory: '330300' },
  economy_amount: { territory: '330300', indicator: 'gdp' },
  economy_growth_rate: { territory: '330300', indicator: 'gdp' },
  account_revenue: { account: 'fund' },
  account_revenue_rate: { account: 'fund' },
  vitality_pillar_score: { pillar: 'opinion' },
};

describe('GET /api/v1/metrics', () => {
  it('lists every definition', async () => {
    const { status, body } = await answerOf(bench.request().get('/api/v1/metrics'));
    expect(status).toBe(200);
    const list = metricListSchema.parse(body);
    expect(list.build).toBe(bench.live.buildId);
    expect(list.metrics.map(({ id }) => id)).toEqual([...metrics.keys()]);
  });
});

describe('GET /api/v1/metrics/{id}', () => {
  it.each([...metrics.keys()])('answers %s, alone and by each of its dimensions', async (id) => {
    const dimensions = metrics.get(id)?.dimensions ?? [];
    await values(id, required[id]);
    for (const by of dimensions) expect((await values(id, { ...required[id], by })).by).toEqual([by]);
  });

  it('adds up to the fen, of the latest year so far', async () => {
    const answer = await values('general_expenditure');
    expect(answer).toMatchObject({
      build: bench.live.buildId,
      period: { from: '2026-01', to: '2026-02' },
      asOf: '2026-02-21',
      origins: ['sample'],
      rows: [{ key: {}, value: 357.6, status: 'ok' }],
    });
  });

  it('breaks down, and filters', async () => {
    const byDepartment = await values('general_expenditure', { by: 'department' });
    expect(
      byDepartment.rows.map(({ key, label, value }) => [key.department, label.department, value]),
    ).toEqual([
      ['101', '市教育局', 300.03],
      ['102', '市科技局', 50.5],
      ['30201', '鹿城区教育局', 7.07],
    ]);
    const cityLevel = await values('general_expenditure', { area: '330300-CL', department: '101,102' });
    expect(cityLevel.rows[0]?.value).toBe(350.53);
    expect(cityLevel.filters).toEqual({ area: ['330300-CL'], department: ['101', '102'] });
    expect((await values('general_expenditure', { area: '330300' })).rows[0]?.value).toBe(357.6);
  });

  it('does not date an answer after the period asked for', async () => {
    expect((await values('general_expenditure', { period: '2025-01' })).asOf).toBe('2025-01-31');
  });

  it('gives a ratio with both its parts', async () => {
    const { rows } = await values('expenditure_execution_rate', { by: 'department', area: '330300-CL' });
    expect(rows[0]).toMatchObject({ numerator: 300.03, denominator: 1000 });
    expect(rows[0]?.value).toBeCloseTo(0.30003, 10);
  });

  it('has no value, rather than a zero, where nothing was delivered', async () => {
    const { rows, asOf, origins } = await values('tax_collected', { period: '2026' });
    expect(rows.every(({ status, value }) => status === 'no_data' && value === null)).toBe(true);
    expect({ asOf, origins }).toEqual({ asOf: null, origins: [] });
  });

  it('does not know every id', async () => {
    const problem = await refused('general_happiness', {}, 404);
    expect(problem.code).toBe('unknown_metric');
    expect(problem.detail).toContain('general_revenue');
    expect((await refused('general_happiness/lineage', {}, 404)).code).toBe('unknown_metric');
    expect((await refused('constructor', {}, 404)).code).toBe('unknown_metric');
  });

  it.each([
    [{ by: 'revenue_item' }, 'unsupported_dimension', 'by', 'department（部门）'],
    [{ channel: 'online' }, 'unsupported_dimension', 'channel', 'department（部门）'],
    [{ period: 'yesterday' }, 'invalid_parameter', 'period', '2026-Q3'],
    [{ period: '2026-05..2026-02' }, 'invalid_parameter', 'period', '2026-02..2026-05'],
    [{ area: '999999' }, 'invalid_parameter', 'area', '330300-CL 市本级'],
    [{ sort: 'value' }, 'invalid_parameter', 'sort', 'function（支出功能分类）'],
  ])('refuses %j and says what is possible', async (query, code, parameter, possible) => {
    for (const path of ['general_expenditure', 'general_expenditure/lineage']) {
      const problem = await refused(path, query);
      expect(problem.code).toBe(code);
      expect(problem.errors?.[0]?.parameter).toBe(parameter);
      expect(problem.errors?.[0]?.message).toContain(possible);
    }
  });

  it('does not add up what must stay apart', async () => {
    const problem = await refused('budget_amount', { year: '2026' });
    expect(problem.code).toBe('invalid_parameter');
    expect(problem.detail).toContain('version（预算版本）');
  });

  it('binds values, and runs none of them', async () => {
    const hostile = "101'); drop table marts.fct_payment; --";
    // Of this dimension there is no list of codes: whatever is asked goes to the engine.
    const { rows } = await values('opinions_by_topic', { opinion_topic: hostile });
    expect(rows.every(({ value }) => value === null)).toBe(true);
    const listed = await answerOf(
      bench.request().get('/api/v1/metrics/general_expenditure').query({ department: hostile }).expect(400),
    );
    expect(problemSchema.parse(listed.body).detail).toContain(hostile);
    expect((await values('general_expenditure')).rows[0]?.value).toBe(357.6);
  });
});

describe('GET /api/v1/metrics/{id}/lineage', () => {
  it('gives the statement, what was bound, the models upstream first, and the files', async () => {
    const answer = await lineage('general_expenditure', { department: '101', period: '2026' });
    expect(answer.metric.id).toBe('general_expenditure');
    expect(answer.sql).toContain('$department');
    expect(answer.parameters).toMatchObject({ department: ['101'] });
    const names = answer.models.map(({ name }) => name);
    expect(names.indexOf('staging.stg_finance__payments')).toBeGreaterThanOrEqual(0);
    expect(names.indexOf('staging.stg_finance__payments')).toBeLessThan(names.indexOf('marts.fct_payment'));
    expect(answer.batches).toEqual([
      expect.objectContaining({
        contract: 'finance.payments',
        layout: 'test.finance_payments',
        fileName: '支付明细2026年2月.csv',
        rows: 5,
        origin: 'sample',
        receivedAt: '2026-11-03T01:02:00.000Z',
      }),
    ]);
    expect(answer.pages).toEqual([]);
  });

  it('names only files in force that hold the months or years asked for', async () => {
    const february = await bench.served.deliver(
      'finance_payments',
      [{ payment_id: 'P9', paid_on: '2026-02-03', amount: 11.11 }],
      { fileName: '支付明细（更正）.csv' },
    );
    expect(february).toBe('000008');
    expect((await bench.served.build()).kind).toBe('published');
    await bench.live.refresh();

    const files = async (id: string, query: Record<string, string>) =>
      (await lineage(id, query)).batches.map(({ fileName }) => fileName);
    expect(await files('general_expenditure', { period: '2026-02' })).toEqual(['支付明细（更正）.csv']);
    expect(await files('general_expenditure', { period: '2026-01' })).toEqual(['支付明细2026年2月.csv']);
    expect(await files('general_expenditure', { period: '2026' })).toEqual([
      '支付明细（更正）.csv',
      '支付明细2026年2月.csv',
    ]);
    expect(await files('expenditure_execution_rate', { period: '2026-02' })).toEqual([
      '支付明细（更正）.csv',
      '支付明细2026年2月.csv',
      '第1份.csv',
    ]);
    expect(await files('general_expenditure', { period: '2024' })).toEqual([]);
    const budget = { ...required.budget_amount, year: '2019' };
    expect(await files('budget_amount', budget)).toEqual([]);
    expect(await files('budget_amount', { ...budget, year: '2025' })).toEqual(['第1份.csv']);
  });

  it('gives the public pages of published figures', async () => {
    const answer = await lineage('published_amount', required.published_amount);
    expect(answer.pages).toEqual([{ url: 'https://example.org/a', title: '2023 年决算' }]);
    expect(answer.batches.map(({ origin }) => origin)).toEqual(['published']);
    const elsewhere = await lineage('published_amount', { ...required.published_amount, year: '1999' });
    expect(elsewhere.pages).toEqual([]);
  });
});
