import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../../api/contracts/problem.ts';
import { rejectsSchema } from '../../api/contracts/rejects.ts';
import { answerOf, ApiBench } from '../fixtures/api-bench.ts';
import type { RejectedRow } from '../fixtures/served-home.ts';

const rejected = (contract: string, row: number): RejectedRow => ({
  contract,
  sheet: '明细',
  row,
  column: 'amount',
  code: 'not_a_number',
  reason: '支付金额“壹佰”不是数字；请填写阿拉伯数字',
  raw: ['P1', '壹佰', ''],
});

let bench: ApiBench;
beforeAll(async () => {
  bench = await ApiBench.open();
  await bench.served.deliver('finance_payments', [{}], {
    fileName: '支付.csv',
    rejects: [rejected('finance.payments', 9), rejected('finance.payments', 4)],
  });
  await bench.served.deliver('finance_revenue', [{ period: '2026-01-01' }], {
    rejects: [rejected('finance.revenue', 3)],
    refusals: [{ code: 'unrecognised', sheet: '附表', message: '工作表“附表”没有识别出来' }],
  });
  await bench.served.refuse('没有识别出这份文件', { fileName: '会议纪要.xlsx' });
});
afterAll(() => bench.close());

async function rejects(query: Record<string, string> = {}) {
  const { status, body } = await answerOf(bench.request().get('/api/v1/rejects').query(query));
  expect(status, JSON.stringify(body)).toBe(200);
  return rejectsSchema.parse(body);
}

describe('GET /api/v1/rejects', () => {
  it('lists refused deliveries and rejected rows, newest first, without a build', async () => {
    const page = await rejects();
    expect(page).toMatchObject({ total: 5, limit: 100, offset: 0 });
    expect(page.rejects.map(({ delivery, sheet, row }) => [delivery, sheet, row])).toEqual([
      ['000003', null, null],
      ['000002', '附表', null],
      ['000002', '明细', 3],
      ['000001', '明细', 4],
      ['000001', '明细', 9],
    ]);
    expect(page.rejects[0]).toMatchObject({ fileName: '会议纪要.xlsx', contract: null, raw: [] });
    expect(page.rejects[3]).toMatchObject({
      fileName: '支付.csv',
      receivedAt: '2026-11-03T01:01:00.000Z',
      column: 'amount',
      code: 'not_a_number',
      raw: ['P1', '壹佰', ''],
    });
  });

  it('narrows to a contract or a delivery', async () => {
    expect(await rejects({ contract: 'finance.payments' })).toMatchObject({ total: 2 });
    expect(await rejects({ delivery: '000002' })).toMatchObject({ total: 2 });
    expect(await rejects({ delivery: '000003' })).toMatchObject({ total: 1 });
    expect(await rejects({ delivery: '999999' })).toMatchObject({ total: 0, rejects: [] });
  });

  it('turns pages, and still says the total beyond the last', async () => {
    const second = await rejects({ limit: '2', offset: '2' });
    expect(second).toMatchObject({ total: 5, limit: 2, offset: 2 });
    expect(second.rejects.map(({ row }) => row)).toEqual([3, 4]);
    expect(await rejects({ offset: '100' })).toMatchObject({ total: 5, rejects: [] });
  });

  it('leaves out what an unfinished ingest left behind', async () => {
    await writeFile(bench.served.home.rejectsParquet('000099').replace('.parquet', '.tmp'), 'half');
    expect((await rejects()).total).toBe(5);
  });

  it('has a validator that a new delivery changes', async () => {
    const { etag = '' } = (await bench.request().get('/api/v1/rejects')).headers;
    const again = () => bench.request().get('/api/v1/rejects').set('If-None-Match', etag);
    expect((await again()).status).toBe(304);
    await bench.served.refuse('又一份');
    expect((await again()).status).toBe(200);
  });

  it.each([
    [{ limit: '501' }, 'limit', '1 到 500'],
    [{ limit: '0' }, 'limit', '1 到 500'],
    [{ offset: '-1' }, 'offset', '整数'],
    [{ delivery: '1' }, 'delivery', '六位'],
    [{ contract: "x' or 1" }, 'contract', 'finance.budget'],
    [{ page: '2' }, 'page', 'offset'],
  ])('refuses %j and says what is possible', async (query, parameter, possible) => {
    const { status, body } = await answerOf(bench.request().get('/api/v1/rejects').query(query));
    expect(status).toBe(400);
    const problem = problemSchema.parse(body);
    expect(problem).toMatchObject({ code: 'invalid_parameter', errors: [{ parameter }] });
    expect(problem.detail).toContain(possible);
  });

  it('is empty in an empty home', async () => {
    const empty = await ApiBench.open();
    try {
      const { body } = await answerOf(empty.request().get('/api/v1/rejects'));
      expect(rejectsSchema.parse(body)).toEqual({ total: 0, limit: 100, offset: 0, rejects: [] });
    } finally {
      await empty.close();
    }
  });
});
