import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEventStream } from '../../api/event-stream.ts';
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
