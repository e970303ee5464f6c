import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { wallQueries } from './queries.ts';
import { Served } from './served.ts';
import type { Subject } from './subject.ts';
import { head, row } from './table.ts';

const overallRate = 200;
const connections = 20;
/** The build begins so far into the load. */
const buildAfter = 1 / 4;

const mixed = [...wallQueries.map((query) => `metrics/${query}`), 'builds/current', 'metrics', 'places'];

/** Mixed reads at a steady rate while another process builds the home anew and publishes it. */
export async function steady({ root, steady: seconds }: Subject): Promise<void> {
  const served = await Served.open('cockpit', root);
  const builds = new Set<string>();
  const watching = setInterval(() => {
    void fetch(`${served.url}/readyz`).then(async (response) => builds.add(await response.text()));
  }, 1_000);
  const load = autocannon({
    url: served.url,
    duration: seconds,
    connections,
    overallRate,
    requests: mixed.map((path) => ({ method: 'GET' as const, path: `/api/v1/${path}` })),
  });
  await sleep(seconds * buildAfter * 1_000);
  const began = performance.now();
  const builder = spawn('npx', ['tsx', 'cli.ts', 'build'], {
    stdio: 'ignore',
    env: { ...process.env, COCKPIT_HOME: root },
  });
  const built = once(builder, 'exit').then(() => (performance.now() - began) / 1_000);
  const result = await load;
  const took = await built;
  clearInterval(watching);
  served.close();
  head(
    'seconds',
    'requests',
    'not 2xx',
    'errors',
    'p50, ms',
    'p99, ms',
    'slowest, ms',
    'builds seen',
    'build, s',
  );
  const { latency, requests, non2xx, errors } = result;
  row(
    seconds,
    requests.total,
    non2xx,
    errors,
    latency.p50,
    latency.p99,
    latency.max,
    builds.size,
    took.toFixed(0),
  );
}
