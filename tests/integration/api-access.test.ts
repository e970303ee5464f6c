import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TokenAccess } from '../../api/access/access.ts';
import { createHandler } from '../../api/app.ts';
import { createEventStream } from '../../api/event-stream.ts';
import { operations } from '../../api/openapi/operations.ts';
import { hashOf } from '../../warehouse/access/tokens.ts';
import { ApiBench } from '../fixtures/api-bench.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await ApiBench.open();
  await deliverLittleCity(bench.served);
  expect((await bench.served.build()).kind).toBe('published');
  await bench.live.refresh();
});
afterAll(() => bench.close());

const metric = '/api/v1/metrics/general_expenditure';

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
  const events = createEventStream();
  const handler = createHandler({
    warehouse: bench.live,
    home: bench.served.home,
    logger: pino({ level: 'silent' }),
    clock: () => new Date(),
    register: bench.register,
    events,
    access,
    assetsFolder: null,
    limits: { queryTimeoutMs: 10_000, requestsPerMinute: 1_000 },
  });
  const server = createServer(handler.listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (path: string, authorization?: string) =>
    fetch(`${url}${path}`, authorization === undefined ? {} : { headers: { authorization } });
  try {
    const refused = await ask(metric);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('Basic');
    for (const { method, path } of operations.filter((each) => each.path.startsWith('/api')))
      expect((await fetch(`${url}${path}`, { method: method.toUpperCase() })).status, path).toBe(401);
    // The router takes these for the rows' route: so has to who guards it.
    for (const path of [`${metric}/rows/`, `${metric}/ROWS`, '/API/v1/explore', '/api/V1/builds/a/diff/b'])
      expect((await ask(path, 'Bearer screen-token')).status, path).toBe(403);
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

    const deliveries = async () => (await ask('/api/v1/deliveries', 'Bearer desk-token')).text();
    const before = await deliveries();
    await bench.served.deliver('finance_payments', [{ payment_id: 'P8', paid_on: '2026-02-02', amount: 1 }]);
    // Who hears of something looks at once, and finds it.
    events.tell({ event: 'build', build: null });
    expect(await deliveries()).not.toBe(before);
    expect((await bench.served.build()).kind).toBe('published');
    await bench.live.refresh();
    expect(await (await ask(metric, 'Bearer screen-token')).text()).toContain(bench.live.buildId ?? '-');
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
