import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TokenAccess } from '../../api/access/access.ts';
import { serverEventSchema } from '../../api/contracts/events.ts';
import { createEventStream } from '../../api/event-stream.ts';
import { HeldDeliveries } from '../../held-deliveries.ts';
import { OpenedBuilds } from '../../opened-builds.ts';
import { hashOf } from '../../warehouse/access/tokens.ts';
import { LiveWarehouse } from '../../warehouse/live.ts';
import { ApiBench } from '../fixtures/api-bench.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';
import { ServedHome } from '../fixtures/served-home.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await ApiBench.open();
  await deliverLittleCity(bench.served);
  expect((await bench.served.build()).kind).toBe('published');
  await bench.live.refresh();
});
afterAll(() => bench.close());

/** Reads a stream until it has said so much, or ends. */
async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, wanted: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  while (!text.includes(wanted)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  return text;
}

it('begins with the build served, tells of the next one, and ends when the server does', async () => {
  const events = createEventStream();
  const server = createServer(bench.app({ events })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/events`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  expect(response.headers.get('cache-control')).toContain('no-store');
  const reader = response.body?.getReader();
  if (!reader) throw new Error('no stream');
  const greeting = await readUntil(reader, '"build"');
  expect(greeting).toContain('event:build');
  expect(greeting).toContain(`data:{"build":"${bench.live.buildId ?? ''}"}`);

  events.tell({ event: 'build', build: 'next-build' });
  expect(await readUntil(reader, 'next-build')).toContain('data:{"build":"next-build"}');

  events.close();
  expect(await readUntil(reader, 'nothing more')).toBe('');
  server.close();
  await once(server, 'close');
});

async function heard(url: string, wanted: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${url}/api/v1/events`, { headers });
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  if (!reader) throw new Error('no stream');
  const text = await readUntil(reader, wanted);
  await reader.cancel();
  return text;
}

it('tells who was away what was told meanwhile, once, and answers HEAD without listening', async () => {
  const events = createEventStream('boot');
  const server = createServer(bench.app({ events })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const served = `data:{"build":"${bench.live.buildId ?? ''}"}`;
  const warned = (red: number) =>
    events.tell({ event: 'warning', build: bench.live.buildId ?? '', red, fresh: 1 });
  try {
    const head = await fetch(`${url}/api/v1/events`, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-type')).toBe('text/event-stream');

    warned(50);
    const first = await heard(url, served);
    expect(first).not.toContain('"red"');
    const id = /id:(\S+)/.exec(first)?.[1] ?? '';
    events.tell({ event: 'build', build: 'between' });
    warned(51);
    const again = await heard(url, served, { 'last-event-id': id });
    expect(again).toContain('"red":51');
    expect(again).not.toMatch(/"red":50|between/);
    const newest = /id:(\S+)\s*$/m.exec(again.slice(again.indexOf('event:build')))?.[1] ?? 'boot-3';
    expect(await heard(url, served, { 'last-event-id': newest })).not.toContain('"red"');
    // An id of another process: all that this one told is later.
    expect(await heard(url, served, { 'last-event-id': 'before-7' })).toMatch(/"red":50[^]*"red":51/);
  } finally {
    events.close();
    server.closeAllConnections();
    server.close();
  }
});

it('ends the streams of a token that is revoked, and no other', async () => {
  const access = new TokenAccess();
  const token = (name: string, revokedAt: string | null = null) => ({
    ...{
      name,
      scopes: ['screen' as const],
      hash: hashOf(name),
      createdAt: '2026-11-03T02:00:00Z',
      revokedAt,
    },
  });
  access.replace([token('lost'), token('kept')]);
  const events = createEventStream();
  const server = createServer(bench.app({ events, access })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/events`;
  const listen = async (name: string) => {
    const response = await fetch(url, { headers: { authorization: `Bearer ${name}` } });
    const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
    if (!reader) throw new Error('no stream');
    expect(await readUntil(reader, 'event:build')).toContain('event:build');
    return reader;
  };
  try {
    const [lost, kept] = [await listen('lost'), await listen('kept')];
    access.replace([token('lost', '2026-11-03T03:00:00Z'), token('kept')]);
    await readUntil(lost, 'nothing more');
    events.tell({ event: 'build', build: 'next-build' });
    expect(await readUntil(kept, 'next-build')).toContain('next-build');
  } finally {
    events.close();
    server.closeAllConnections();
    server.close();
  }
});

/** A server on a real home, as the process puts it together: what it tells, one event after the other. */
async function listening(): Promise<{
  readonly next: (event: string) => Promise<unknown>;
  readonly live: LiveWarehouse;
  readonly held: HeldDeliveries;
  readonly served: ServedHome;
  readonly close: () => Promise<void>;
}> {
  const served = await ServedHome.open();
  await served.deliver('finance_debt', [debt(90)]);
  expect((await served.build()).kind).toBe('published');
  const events = createEventStream();
  const live: LiveWarehouse = new LiveWarehouse(served.home, {
    ...{ connections: 1, threads: 1 },
    onEvent: (told) => builds.opened(told),
  });
  const builds = new OpenedBuilds(
    live,
    (event) => events.tell(event),
    (error) => expect(error).toBeUndefined(),
  );
  const held = new HeldDeliveries(served.home, (event) => events.tell(event));
  await live.refresh();
  await held.look();
  const server = createServer(bench.app({ events, warehouse: live, home: served.home })).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/events`);
  const reader = response.body?.getReader();
  if (!reader) throw new Error('no stream');
  let text = '';
  const next = async (event: string): Promise<unknown> => {
    while (!new RegExp(`event:${event}\\n(.*\\n)*?\\n`).test(text)) text += await readUntil(reader, '\n\n');
    const at = text.indexOf(`event:${event}`);
    const data = /data:(.*)/.exec(text.slice(at))?.[1] ?? '';
    text = text.slice(text.indexOf('\n\n', at) + 2);
    return serverEventSchema.parse({ event, ...(JSON.parse(data) as object) });
  };
  const close = async (): Promise<void> => {
    events.close();
    server.closeAllConnections();
    server.close();
    live.close();
    await served.close();
  };
  return { next, live, held, served, close };
}

const debt = (balance: number, area = '330302') => ({
  area_code: area,
  limit_amount: 100,
  opening_amount: balance,
  balance_amount: balance,
});

it('tells of red warnings that a build brings, with those that are new, and not of what stood before', async () => {
  const { next, live, served, close } = await listening();
  try {
    expect(await next('build')).toEqual({ event: 'build', build: live.buildId });
    await served.deliver('finance_debt', [debt(101)]);
    expect((await served.build()).kind).toBe('published');
    await live.refresh();
    expect(await next('warning')).toEqual({ event: 'warning', build: live.buildId, red: 1, fresh: 1 });

    // The same again is no news: the next warning told of is the second area's.
    await served.deliver('finance_revenue', [{}]);
    expect((await served.build()).kind).toBe('published');
    await live.refresh();
    await served.deliver('finance_debt', [debt(101), debt(110, '330303')]);
    expect((await served.build()).kind).toBe('published');
    await live.refresh();
    expect(await next('warning')).toEqual({ event: 'warning', build: live.buildId, red: 2, fresh: 1 });
  } finally {
    await close();
  }
});

it('tells of a delivery that is held, once', async () => {
  const { next, held, served, close } = await listening();
  try {
    const doubt = { code: 'rows', contract: 'finance.revenue', message: '行数比上次少一半' } as const;
    await served.deliver('finance_revenue', [{}], { fileName: '收入.csv', doubts: [doubt] });
    await held.look();
    await held.look();
    const told = { event: 'held', fileName: '收入.csv', doubts: [doubt.message] };
    expect(await next('held')).toMatchObject(told);
    await served.deliver('finance_budget', [{}], { fileName: '预算.csv', doubts: [doubt] });
    await held.look();
    expect(await next('held')).toMatchObject({ ...told, fileName: '预算.csv' });
  } finally {
    await close();
  }
});
