import autocannon from 'autocannon';
import { wallQueries } from './queries.ts';
import { Served } from './served.ts';
import type { Subject } from './subject.ts';
import { head, median, row } from './table.ts';

const connections = 32;
/** A route is asked so often as a known one at least this share of an Express hello. */
const leastShare = 0.9;

const addresses: readonly string[] = [
  '/api/v1/metrics',
  `/api/v1/metrics/${wallQueries[0] ?? ''}`,
  '/api/v1/metrics/general_expenditure/lineage?period=2026-09',
  '/api/v1/metrics/general_expenditure/rows?period=2026-09',
  '/api/v1/explore?measures=general_revenue&grain=quarter&period=2026&compare=previous_year',
  '/api/v1/warnings',
  '/api/v1/places',
  '/api/v1/vitality/scores',
  '/api/v1/vitality/definitions',
  '/api/v1/builds',
  '/api/v1/builds/current',
  '/api/v1/map',
  '/api/v1/deliveries',
  '/api/v1/rejects',
  '/api/v1/reports',
  '/api/v1/jobs',
  '/api/v1/openapi.json',
  '/api/v1/docs',
  '/api/v1/suggestions/matters',
];

interface Reading {
  readonly rate: number;
  /** The server's microseconds of processor a request. */
  readonly processor: number;
}

async function read(server: Served, path: string, seconds: number): Promise<Reading> {
  const before = await server.usage();
  const headers = { 'accept-encoding': 'identity' };
  const { requests, duration, non2xx } = await autocannon({
    url: `${server.url}${path}`,
    headers,
    duration: seconds,
    connections,
  });
  if (non2xx > 0) throw new Error(`${path}: ${non2xx} answers were none`);
  const after = await server.usage();
  return {
    rate: requests.total / duration,
    processor: ((after.cpuSeconds - before.cpuSeconds) * 1e6) / requests.total,
  };
}

/** Every other route as it is asked again and again, against an Express hello of as many bytes, interleaved. */
export async function routes({ root, rounds, seconds }: Subject): Promise<void> {
  const served = await Served.open('cockpit', root);
  const hello = await Served.open('hello', root);
  const of = (readings: readonly Reading[], name: keyof Reading): number =>
    median(readings.map((reading) => reading[name]));
  try {
    head('route', 'bytes', 'requests a second', '× hello', 'processor, µs', '× hello', `≥ ${leastShare}`);
    for (const address of addresses) {
      const first = await fetch(`${served.url}${address}`, { headers: { 'accept-encoding': 'identity' } });
      const bytes = (await first.arrayBuffer()).byteLength;
      const [ours, theirs]: [Reading[], Reading[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        ours.push(await read(served, address, seconds));
        theirs.push(await read(hello, `/?bytes=${bytes}`, seconds));
      }
      const rate = of(ours, 'rate') / of(theirs, 'rate');
      const processor = of(theirs, 'processor') / of(ours, 'processor');
      row(
        ...[address, bytes, Math.round(of(ours, 'rate')), rate.toFixed(2)],
        ...[of(ours, 'processor').toFixed(1), processor.toFixed(2)],
        rate >= leastShare ? 'yes' : 'no',
      );
    }
  } finally {
    served.close();
    hello.close();
  }
}
