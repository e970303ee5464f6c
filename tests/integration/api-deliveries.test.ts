import { readFile, rm, writeFile } from 'node:fs/promises';
import pino from 'pino';
import supertest from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { deliveriesSchema } from '../../api/contracts/deliveries.ts';
import { createEventStream } from '../../api/event-stream.ts';
import { decideDelivery } from '../../decisions.ts';
import { datasetShapes } from '../../etl/dataset-shapes.ts';
import { contracts } from '../../etl/sources/registry.ts';
import { ingest, type HousekeepingDeps } from '../../housekeeping.ts';
import { returnedFileOf } from '../../returned-file.ts';
import type { Home } from '../../warehouse/home.ts';
import { DuplicateRegister } from '../../warehouse/register/duplicate-register.ts';
import { LiveWarehouse } from '../../warehouse/live.ts';
import { paymentsHome, writeLedger } from '../fixtures/payments-home.ts';

let home: Home;
let deps: HousekeepingDeps;
let now = new Date('2026-03-05T02:00:00Z');
let agent: ReturnType<typeof supertest>;

beforeAll(async () => {
  const opened = await paymentsHome();
  home = opened.home;
  deps = { ...opened.deps, clock: () => now };
  await writeLedger(home, '一月.csv', '2026-01', 40);
  await ingest(deps, [home.inbox]);
  await writeLedger(home, '二月.csv', '2026-02', 400);
  await ingest(deps, [home.inbox]);
  agent = supertest(
    createApp({
      warehouse: new LiveWarehouse(home, { connections: 1, threads: 1 }),
      home,
      logger: pino({ level: 'silent' }),
      clock: () => now,
      events: createEventStream(),
      register: await DuplicateRegister.open({
        home: home,
        shapes: datasetShapes(contracts),
        clock: () => new Date('2026-11-03T02:00:00Z'),
        maker: null,
        vectors: null,
      }),
      assetsFolder: null,
      returnedFile: returnedFileOf(home),
      limits: { queryTimeoutMs: 30_000, requestsPerMinute: 1_000_000 },
    }),
  );
});
afterAll(() => rm(home.root, { recursive: true, force: true }));

const ask = async (query: Record<string, string> = {}) => {
  const answer = await agent.get('/api/v1/deliveries').query(query).expect(200);
  return { etag: answer.headers.etag ?? '', body: deliveriesSchema.parse(answer.body) };
};

test('the register and the deliveries, before any build; the validator follows decisions and the day', async () => {
  const first = await ask({ source: 'finance.payments' });
  expect(first.body.register).toMatchObject([
    {
      contract: 'finance.payments',
      department: '财政局',
      state: 'held',
      period: '2026-02',
      held: 1,
      rows: 40,
    },
  ]);
  expect(first.body.deliveries.map(({ delivery, state }) => [delivery, state])).toEqual([
    ['000002', 'held'],
    ['000001', 'accepted'],
  ]);
  await agent
    .get('/api/v1/deliveries')
    .query({ source: 'finance.payments' })
    .set('If-None-Match', first.etag)
    .expect(304);
  await decideDelivery(deps, '000002', 'accepted', { by: '李四', reason: '已核实' });
  const second = await ask({ source: 'finance.payments' });
  expect(second.etag).not.toBe(first.etag);
  expect(second.body.register).toMatchObject([{ state: 'received', acceptedBy: '李四', rows: 440 }]);
  now = new Date('2026-04-20T02:00:00Z');
  const later = await ask({ source: 'finance.payments' });
  expect(later.etag).not.toBe(second.etag);
  expect(later.body.register).toMatchObject([{ state: 'missing', period: '2026-03' }]);
});

test('filters, and words for what cannot be asked', async () => {
  expect((await ask({ state: 'refused' })).body.deliveries).toEqual([]);
  expect((await ask({ department: '税务局' })).body.register).toMatchObject([{ contract: 'tax.monthly' }]);
  const asked = await agent.get('/api/v1/deliveries').query({ state: 'lost' }).expect(400);
  expect(asked.body).toMatchObject({ code: 'invalid_parameter' });
});

test('what became of the totals rows is told', async () => {
  now = new Date('2026-04-20T02:00:00Z');
  const file = await writeLedger(home, '三月合计.csv', '2026-03', 100, '2.00');
  const total = ['合计', ...Array.from({ length: 8 }, () => ''), '200.00'].join(',');
  await writeFile(file, `${(await readFile(file, 'utf8')).replace(',2.00', ',二元')}${total}\n`);
  const [report] = await ingest(deps, [home.inbox]);
  const { deliveries } = (await ask()).body;
  expect(deliveries.find(({ delivery }) => delivery === report?.outcome.receipt.delivery)?.totals).toEqual([
    {
      contract: 'finance.payments',
      sheet: null,
      reconciled: 0,
      toDate: 0,
      blank: 0,
      rounded: [],
      unverified: [
        {
          row: 102,
          column: '支付金额',
          unit: '元',
          stated: '200.00',
          summed: '198.00',
          difference: '2.00',
          unread: 1,
          unreadRows: [2],
        },
      ],
    },
  ]);
});

test('returned rows come as a file of the department’s own kind', async () => {
  const file = await writeLedger(home, '三月.csv', '2026-03', 100);
  const text = (await readFile(file, 'utf8')).replace('2026-03-05', '2026年3月5日暂');
  await writeFile(file, text);
  const [report] = await ingest(deps, [home.inbox]);
  const delivery = report?.outcome.receipt.delivery ?? '';
  const answer = await agent.get(`/api/v1/rejects/${delivery}/file`).expect(200);
  expect(answer.headers['content-type']).toBe('text/csv');
  expect(decodeURIComponent(answer.headers['content-disposition'] ?? '')).toContain('三月-退回.csv');
  expect(answer.text).toContain('支付日期：2026-03-05');
  await agent.get('/api/v1/rejects/000001/file').expect(404);
  await agent.get('/api/v1/rejects/..%2f..%2fx/file').expect(404);
});
