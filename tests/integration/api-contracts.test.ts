import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { TokenAccess } from '../../api/access/access.ts';
import { createHandler } from '../../api/app.ts';
import { problemSchema } from '../../api/contracts/problem.ts';
import { createEventStream } from '../../api/event-stream.ts';
import { operations } from '../../api/openapi/operations.ts';
import { hashOf } from '../../warehouse/access/tokens.ts';
import { answerOf, ApiBench } from '../fixtures/api-bench.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';

let bench: ApiBench;
let build: string;
beforeAll(async () => {
  bench = await ApiBench.open();
  await deliverLittleCity(bench.served);
  expect((await bench.served.build()).kind).toBe('published');
  await bench.live.refresh();
  build = bench.live.buildId ?? '';
});
afterAll(() => bench.close());

const metric = '/api/v1/metrics/general_expenditure';

/** For each thing that can be asked, addresses that are answered well and badly in the little city. */
const asked: Readonly<Record<string, { readonly good: readonly string[]; readonly bad: readonly string[] }>> =
  {
    '/api/v1/builds/current': { good: ['/api/v1/builds/current'], bad: [] },
    '/api/v1/builds': { good: ['/api/v1/builds'], bad: [] },
    '/api/v1/builds/:before/diff/:after': {
      good: ['/api/v1/builds/@/diff/@'],
      bad: ['/api/v1/builds/@/diff/x'],
    },
    '/api/v1/metrics': {
      good: ['/api/v1/metrics', '/api/v1/metrics?build=@'],
      bad: ['/api/v1/metrics?build=x'],
    },
    '/api/v1/metrics/:id': { good: [`${metric}?by=area`], bad: [`${metric}?by=x`, '/api/v1/metrics/x'] },
    '/api/v1/metrics/:id/lineage': { good: [`${metric}/lineage`], bad: [`${metric}/lineage?period=x`] },
    '/api/v1/metrics/:id/rows': { good: [`${metric}/rows?limit=1`], bad: [`${metric}/rows?limit=x`] },
    '/api/v1/explore': {
      good: ['/api/v1/explore?measures=general_expenditure&by=area'],
      bad: ['/api/v1/explore', '/api/v1/explore?measures=x'],
    },
    '/api/v1/warnings': { good: ['/api/v1/warnings'], bad: ['/api/v1/warnings?severity=x'] },
    '/api/v1/warnings/:id': { good: [], bad: ['/api/v1/warnings/x'] },
    '/api/v1/places': { good: ['/api/v1/places'], bad: [] },
    '/api/v1/rejects': { good: ['/api/v1/rejects?limit=1'], bad: ['/api/v1/rejects?limit=x'] },
    '/api/v1/rejects/:delivery/file': { good: [], bad: ['/api/v1/rejects/x/file'] },
    '/api/v1/deliveries': { good: ['/api/v1/deliveries'], bad: ['/api/v1/deliveries?state=x'] },
    '/api/v1/suggestions/:id/similar': { good: [], bad: ['/api/v1/suggestions/x/similar'] },
    '/api/v1/suggestions/matters': {
      good: ['/api/v1/suggestions/matters'],
      bad: ['/api/v1/suggestions/matters?years=x'],
    },
    '/api/v1/vitality/definitions': { good: ['/api/v1/vitality/definitions'], bad: [] },
    '/api/v1/vitality/scores': { good: [], bad: ['/api/v1/vitality/scores?period=x'] },
    '/api/v1/vitality/stations/:code': { good: [], bad: ['/api/v1/vitality/stations/x?period=x'] },
    '/api/v1/vitality/comparison': { good: [], bad: ['/api/v1/vitality/comparison?from=x'] },
    '/api/v1/vitality/what-if': { good: [], bad: ['/api/v1/vitality/what-if?weights=x'] },
    '/api/v1/map': { good: ['/api/v1/map'], bad: [] },
    '/api/v1/reports': { good: [], bad: ['/api/v1/reports'] },
    '/api/v1/jobs': { good: [], bad: ['/api/v1/jobs'] },
    '/api/v1/jobs/runs/:id': { good: [], bad: ['/api/v1/jobs/runs/x'] },
    '/healthz': { good: ['/healthz'], bad: [] },
    '/readyz': { good: ['/readyz'], bad: [] },
  };

it('describes every route of the application, and no other', async () => {
  const folder = join(import.meta.dirname, '..', '..', 'api', 'routes');
  const texts = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
  );
  const found = texts.flatMap((text) =>
    [...text.matchAll(/router\.get\(\s*'([^']+)'/g)].map(([, path]) => path ?? ''),
  );
  const routes = found.map((path) => (path.endsWith('z') ? path : `/api/v1${path}`));
  const described = operations.filter(({ method }) => method === 'get').map(({ path }) => path);
  expect([...routes, '/api/v1/events'].sort()).toEqual([...described].sort());
});

const described = operations.filter(({ method, answer }) => method === 'get' && answer !== null);

it.each(described.map(({ path }) => path))('%s answers as its contract says', async (path) => {
  const contract = operations.find((operation) => operation.path === path)?.answer;
  const { good, bad } = asked[path] ?? { good: [], bad: [] };
  expect(good.length + bad.length, path).toBeGreaterThan(0);
  for (const address of good) {
    const { body } = await answerOf(bench.request().get(address.replaceAll('@', build)).expect(200));
    expect(contract?.safeParse(body).error, address).toBeUndefined();
  }
  for (const address of bad) {
    const { status, headers, body } = await answerOf(bench.request().get(address.replaceAll('@', build)));
    expect(headers['content-type'], address).toContain('application/problem+json');
    expect(problemSchema.parse(body).status).toBe(status);
  }
});

it('is described in OpenAPI 3.1 and on a page', async () => {
  const { body } = await answerOf(bench.request().get('/api/v1/openapi.json').expect(200));
  const document = z
    .object({ openapi: z.literal('3.1.0'), paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(body);
  expect(Object.keys(document.paths)).toContain('/api/v1/metrics/{id}/rows');
  const { text } = await bench.request().get('/api/v1/docs').expect(200);
  expect(text).toContain('/api/v1/explore');
  expect(text).not.toMatch(/<script|https?:\/\//);
});

it('asks for a token, and sends known answers with the same headers and the same check', async () => {
  const access = new TokenAccess();
  const token = (name: string, scopes: ('screen' | 'desk')[]) => ({
    name,
    scopes,
    hash: hashOf(name),
    createdAt: '2026-11-03T02:00:00Z',
    revokedAt: null,
  });
  access.replace([token('screen-token', ['screen']), token('desk-token', ['desk'])]);
  const handle = createHandler({
    warehouse: bench.live,
    home: bench.served.home,
    logger: pino({ level: 'silent' }),
    clock: () => new Date(),
    register: bench.register,
    events: createEventStream(),
    access,
    assetsFolder: null,
    limits: { queryTimeoutMs: 10_000, requestsPerMinute: 1_000 },
  });
  const server = createServer(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (path: string, authorization?: string) =>
    fetch(`${url}${path}`, authorization === undefined ? {} : { headers: { authorization } });
  try {
    const refused = await ask(metric);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('Basic');
    expect((await ask(`${metric}/rows`, 'Bearer screen-token')).status).toBe(403);
    expect((await ask(`${metric}/rows`, 'Bearer desk-token')).status).toBe(200);
    expect((await ask('/healthz')).status).toBe(200);

    const first = await ask(metric, 'Bearer screen-token');
    const again = await ask(metric, 'Bearer screen-token');
    expect(await again.text()).toBe(await first.text());
    const kept = (response: Response) =>
      [...response.headers].filter(
        ([name]) => !/^(x-request-id|ratelimit.*|date|connection|keep-alive)$/.test(name),
      );
    expect(kept(again)).toEqual(kept(first));
    // Only the application counts the requests of a minute: the second one was not its own.
    expect(first.headers.has('ratelimit')).toBe(true);
    expect(again.headers.has('ratelimit')).toBe(false);
    expect(again.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
    expect((await ask(metric)).status).toBe(401);

    await bench.served.deliver('finance_payments', [{ payment_id: 'P8', paid_on: '2026-02-02', amount: 1 }]);
    expect((await bench.served.build()).kind).toBe('published');
    await bench.live.refresh();
    expect(await (await ask(metric, 'Bearer screen-token')).text()).toContain(bench.live.buildId ?? '-');
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
