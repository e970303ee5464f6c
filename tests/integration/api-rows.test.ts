import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tableFromIPC } from 'apache-arrow';
import { z } from 'zod';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { metricValuesSchema } from '../../api/contracts/metrics.ts';
import { problemSchema } from '../../api/contracts/problem.ts';
import { metricRowsSchema, type MetricRows } from '../../api/contracts/rows.ts';
import { answerOf, ApiBench } from '../fixtures/api-bench.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';

let bench: ApiBench;
let address: string;
let close: () => void;
beforeAll(async () => {
  bench = await ApiBench.open();
  await deliverLittleCity(bench.served);
  expect((await bench.served.build()).kind).toBe('published');
  await bench.live.refresh();
  const server = bench.app().listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
});
afterAll(async () => {
  close();
  await bench.close();
});

const paths = '/api/v1/metrics/general_expenditure/rows';

async function rowsOf(path: string): Promise<MetricRows> {
  const { body } = await answerOf(bench.request().get(path).expect(200));
  return metricRowsSchema.parse(body);
}

it('shows the rows behind a value, each with its file and its line', async () => {
  const answer = await rowsOf(`${paths}?period=2026-02&area=330300-CL`);
  const { body } = await answerOf(
    bench.request().get('/api/v1/metrics/general_expenditure?period=2026-02&area=330300-CL').expect(200),
  );
  expect(answer.total).toEqual({
    rows: 2,
    contribution: metricValuesSchema.parse(body).rows[0]?.value,
  });
  expect(answer.rows.map(({ cells, contribution }) => [cells.payment_id, contribution])).toEqual([
    ['P2', 200.02],
    ['P3', 50.5],
  ]);
  expect(answer.rows[0]).toMatchObject({
    fileName: '支付明细2026年2月.csv',
    row: expect.any(Number) as number,
  });
  expect(answer.next).toBeNull();
});

it('names the codes of its rows, in pages and in files', async () => {
  const answer = await rowsOf(`${paths}?period=2026-02&area=330302`);
  expect(answer.rows[0]?.cells).toMatchObject({
    ...{ area_code: '330302', area_name: '鹿城区', account: 'general', account_name: '一般公共预算' },
    ...{
      department_code: '30201',
      department_name: '鹿城区教育局',
      method: 'direct',
      method_name: '直接支付',
    },
    ...{ function_code: '2050201', function_class: '205', function_class_name: '教育支出' },
  });
  const titles = new Map(answer.columns.map(({ name, title }) => [name, title]));
  expect([titles.get('account'), titles.get('account_name')]).toEqual(['账本代码', '账本']);
  expect([titles.get('area_code'), titles.get('area_name')]).toEqual(['区域代码', '区域']);
  expect(new Set(titles.values()).size).toBe(titles.size);
  const csv = await (await fetch(`${address}${paths}?period=2026&format=csv`)).text();
  expect(csv.split('\r\n')[0]).toContain('账本代码,账本,部门代码,部门名称,');
  expect(csv).toContain('general,一般公共预算,');
});

it('refuses a code that is none, where rows are asked for as where values are', async () => {
  for (const path of [paths, '/api/v1/metrics/general_expenditure'])
    for (const [dimension, code, known] of [
      ['department', 'zzz', '101 市教育局'],
      ['function', '999', '205 '],
    ]) {
      const { body } = await answerOf(bench.request().get(`${path}?${dimension}=${code}`).expect(400));
      expect(problemSchema.parse(body).detail).toContain(known);
    }
});

it('gives every row once, page by page', async () => {
  const seen: unknown[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: MetricRows = await rowsOf(
      `${paths}?period=2026&limit=1${after === '' ? '' : `&after=${after}`}`,
    );
    seen.push(...page.rows.map(({ cells }) => cells.payment_id));
    after = page.next;
  }
  expect([...seen].sort()).toEqual(['P1', 'P2', 'P3', 'P4']);
});

it('opens the budget behind a rate, and both years behind a growth', async () => {
  const budget = await rowsOf(
    '/api/v1/metrics/expenditure_execution_rate/rows?part=denominator&period=2026-02',
  );
  expect(budget.ledger.name).toBe('budget_in_force');
  expect(budget.total).toEqual({ rows: 2, contribution: 1500 });
  const growth = await rowsOf('/api/v1/metrics/general_expenditure_growth/rows?period=2026-01');
  expect(growth.rows.map(({ cells, contribution }) => [cells.payment_id, contribution]).sort()).toEqual([
    ['P1', 100.01],
    ['P5', -90],
  ]);
});

it('exports all rows as CSV, workbook and Arrow, with the sum of the value', async () => {
  const csv = await (await fetch(`${address}${paths}?period=2026&format=csv`)).text();
  expect(csv.trim().split('\r\n')).toHaveLength(5);
  const arrow = await fetch(`${address}${paths}?period=2026&format=arrow`);
  expect(arrow.headers.get('etag')).toMatch(/^"/);
  const table = tableFromIPC(new Uint8Array(await arrow.arrayBuffer()));
  const amounts = z
    .array(z.object({ amount_fen: z.bigint() }))
    .parse(table.toArray().map((row: object) => ({ ...row })));
  expect(amounts.reduce((sum, { amount_fen: fen }) => sum + fen, 0n)).toBe(35760n);
  const book = await fetch(`${address}${paths}?period=2026&format=xlsx`);
  expect(book.headers.get('content-type')).toContain('spreadsheetml');
  expect((await book.arrayBuffer()).byteLength).toBeGreaterThan(500);
});

it('says what is wrong with a request for rows', async () => {
  const codeOf = async (path: string, status: number) =>
    problemSchema.parse((await answerOf(bench.request().get(path).expect(status))).body).code;
  expect(await codeOf('/api/v1/metrics/time_progress/rows', 404)).toBe('no_rows');
  expect(await codeOf(`${paths}?by=area`, 400)).toBe('invalid_parameter');
  expect(await codeOf(`${paths}?part=denominator`, 400)).toBe('invalid_parameter');
  expect(await codeOf(`${paths}?after=abc`, 400)).toBe('invalid_parameter');
  expect(await codeOf(`${paths}?ledger=audit`, 400)).toBe('invalid_parameter');
  expect(await codeOf(`${paths}?build=20200101T000000Z-00000000`, 404)).toBe('unknown_build');
  const { body } = await answerOf(
    bench
      .request({ limits: { exportRows: 1 } })
      .get(`${paths}?format=csv`)
      .expect(400),
  );
  expect(problemSchema.parse(body).code).toBe('too_many_rows');
});
