import autocannon from 'autocannon';
import { wallQueries } from './queries.ts';
import { Served } from './served.ts';
import type { Subject } from './subject.ts';
import { head, median, row } from './table.ts';

const connections = 32;

interface Way {
  readonly name: string;
  readonly server: Served;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly rates: number[];
  /** The server's microseconds of processor a request. */
  readonly processor: number[];
}

async function measure({ server, path = '/', headers = {}, ...way }: Way, seconds: number) {
  const before = await server.usage();
  const result = await autocannon({
    url: `${server.url}${path}`,
    headers,
    duration: seconds,
    connections,
  });
  const after = await server.usage();
  const { total } = result.requests;
  way.rates.push(total / result.duration);
  way.processor.push(((after.cpuSeconds - before.cpuSeconds) * 1e6) / total);
}

/** Known answers, probes and the application against bare node:http and Express alone; each server a process. */
export async function rates({ root, rounds, seconds }: Subject): Promise<void> {
  const served = await Served.open('cockpit', root);
  const tile = `/api/v1/metrics/${wallQueries[2] ?? ''}`;
  const identity = { 'accept-encoding': 'identity' };
  const first = await fetch(`${served.url}${tile}`, { headers: identity });
  const bytes = (await first.arrayBuffer()).byteLength;
  const etag = first.headers.get('etag') ?? '';
  const bare = await Served.open('bare', root, bytes);
  const hello = await Served.open('hello', root);
  const way = (name: string, server: Served, more: Partial<Way> = {}): Way => ({
    name,
    server,
    rates: [],
    processor: [],
    ...more,
  });
  const ways = [
    way(`bare node:http, ${bytes} bytes`, bare),
    way('a cached tile', served, { path: tile, headers: identity }),
    way('the same, 304', served, { path: tile, headers: { ...identity, 'if-none-match': etag } }),
    way('/healthz', served, { path: '/healthz' }),
    way('Express hello', hello),
    way('/api/v1/builds/current', served, { path: '/api/v1/builds/current', headers: identity }),
    way('/api/v1/map', served, { path: '/api/v1/map', headers: identity }),
  ];
  for (let round = 0; round < rounds; round++) for (const one of ways) await measure(one, seconds);
  for (const one of [served, bare, hello]) one.close();
  head('way', 'requests a second', '× bare', '× hello', 'processor, µs a request', '× bare', '× hello');
  const of = (name: 'rates' | 'processor', index: number): number => median(ways[index]?.[name] ?? []);
  for (const [index, { name }] of ways.entries()) {
    const [rate, processor] = [of('rates', index), of('processor', index)];
    row(
      name,
      Math.round(rate),
      (rate / of('rates', 0)).toFixed(2),
      (rate / of('rates', 4)).toFixed(2),
      processor.toFixed(1),
      (of('processor', 0) / processor).toFixed(2),
      (of('processor', 4) / processor).toFixed(2),
    );
  }
}
