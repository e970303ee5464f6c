import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { gzipSync } from 'node:zlib';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { tableFromIPC } from 'apache-arrow';
import { tableBytes } from '../../api/faces/table-bytes.ts';
import { DuckDbEngine } from '../../warehouse/connection.ts';
import { evaluateMetric } from '../../warehouse/metrics/evaluate.ts';
import { Home, readJson } from '../../warehouse/home.ts';
import { currentSchema } from '../../warehouse/build-report.ts';
import { parseMetricParameters } from '../../api/parameters/metric-parameters.ts';
import { metricOf } from '../../api/asked-metric.ts';
import { wallQueries } from './api/queries.ts';
import { median, Served } from './api/served.ts';

/** `npm run bench:api -- --home .cockpit`: the API against the engine, the bare server and JSON; a table in Markdown. */
const { values: options } = parseArgs({
  options: {
    home: { type: 'string', default: process.env.COCKPIT_HOME ?? '.cockpit' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    steady: { type: 'string', default: '60' },
    requests: { type: 'string', default: '100000' },
    only: { type: 'string', default: 'overhead,rate,flight,arrow,steady,memory' },
  },
});
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const parts = options.only.split(',');
const home = new Home(options.home);
const { build } = currentSchema.parse(await readJson(home.currentBuild));
const row = (...cells: readonly (string | number)[]): void => {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
};
const ms = (value: number): string => value.toFixed(2);
const openBuild = () =>
  DuckDbEngine.open(home.buildFile(build), { readOnly: true, connections: 1, threads: 2 });

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** The wall's queries through the API, nothing kept, against the same SQL on a bare connection; interleaved. */
async function overhead(): Promise<void> {
  const served = await Served.open('uncached', options.home);
  const engine = await openBuild();
  row('query', 'bare, ms', 'API, ms', 'over, ms');
  row('---', '---', '---', '---');
  try {
    for (const query of wallQueries) {
      const [id = '', text = ''] = query.split('?');
      const metric = metricOf(id);
      const asked = parseMetricParameters(metric, Object.fromEntries(new URLSearchParams(text)));
      const { sql, parameters } = await evaluateMetric(engine, { metric, ...asked });
      const url = `${served.url}/api/v1/metrics/${query}`;
      const bare: number[] = [];
      const api: number[] = [];
      for (let round = 0; round < rounds * 4; round++) {
        bare.push(await timed(() => engine.rows(sql, parameters)));
        api.push(await timed(async () => (await fetch(url)).arrayBuffer()));
      }
      row(query, ms(median(bare)), ms(median(api)), ms(median(api) - median(bare)));
    }
  } finally {
    engine.close();
    served.close();
  }
}

async function rateOf(url: string, headers: Record<string, string> = {}, connections = 32): Promise<number> {
  const result = await autocannon({ url, headers, duration: seconds, connections });
  return result.requests.average;
}

/** Requests a second of each server in turn, and what each is to the first. */
async function rates(): Promise<void> {
  const served = await Served.open('cockpit', options.home);
  const tile = `${served.url}/api/v1/metrics/${wallQueries[2] ?? ''}`;
  const first = await fetch(tile, { headers: { 'accept-encoding': 'identity' } });
  const bytes = (await first.arrayBuffer()).byteLength;
  const etag = first.headers.get('etag') ?? '';
  const bare = await Served.open('bare', options.home, bytes);
  const hello = await Served.open('hello', options.home);
  const ways = [
    { name: `bare node:http, ${bytes} bytes`, run: () => rateOf(bare.url) },
    { name: 'a cached tile', run: () => rateOf(tile, { 'accept-encoding': 'identity' }) },
    {
      name: 'the same, 304',
      run: () => rateOf(tile, { 'accept-encoding': 'identity', 'if-none-match': etag }),
    },
    { name: 'Express hello', run: () => rateOf(hello.url) },
    { name: '/healthz, through Express', run: () => rateOf(`${served.url}/healthz`) },
  ];
  const measured = ways.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [index, { run }] of ways.entries()) measured[index]?.push(await run());
  for (const one of [served, bare, hello]) one.close();
  row('way', 'requests a second', '× bare');
  row('---', '---', '---');
  const base = median(measured[0] ?? []);
  for (const [index, { name }] of ways.entries()) {
    const rate = median(measured[index] ?? []);
    row(name, Math.round(rate), (rate / base).toFixed(2));
  }
}

/** The same question from many at once, against as many different ones; nothing is kept in either. */
async function flight(): Promise<void> {
  const served = await Served.open('uncached', options.home);
  const path = '/api/v1/metrics/expenditure_execution_rate?by=department&area=330300-CL';
  let month = 0;
  const different = async (): Promise<number> => {
    const result = await autocannon({
      url: served.url,
      duration: seconds,
      connections: 64,
      requests: [
        {
          method: 'GET',
          setupRequest: (request) => {
            month = (month + 1) % 12_000;
            const year = 2021 + (month % 6);
            const from = String((month % 9) + 1).padStart(2, '0');
            // A filter that changes nothing but the question: every request is another one.
            return {
              ...request,
              path: `${path}&period=${year}-${from}..${year}-12&department=${100_000 + month}`,
            };
          },
        },
      ],
    });
    return result.requests.average;
  };
  const shared: number[] = [];
  const apart: number[] = [];
  for (let round = 0; round < rounds; round++) {
    shared.push(await rateOf(`${served.url}${path}&period=2026`, {}, 64));
    apart.push(await different());
  }
  served.close();
  row('64 clients ask', 'answers a second', '×');
  row('---', '---', '---');
  row('different questions', Math.round(median(apart)), '1.0');
  row('the same question', Math.round(median(shared)), (median(shared) / median(apart)).toFixed(1));
}

const shownColumns = [
  'payment_id',
  'paid_on',
  'period',
  'area_code',
  'department_code',
  'payee_name',
  'purpose',
  'function_code',
  'amount',
  '_batch',
];

/** Rows of ten columns as Arrow and as the engine's own JSON: making, reading, sizes. */
async function arrow(): Promise<void> {
  const engine = await openBuild();
  const table = {
    fileName: 'payments',
    columns: shownColumns.map((name) => ({ name, title: name, from: name, isMoney: name === 'amount' })),
  };
  row(
    'rows',
    'JSON made, ms',
    'Arrow made, ms',
    '×',
    'JSON read, ms',
    'Arrow read, ms',
    '×',
    'JSON, kB (gzip)',
    'Arrow, kB (gzip)',
  );
  row('---', '---', '---', '---', '---', '---', '---', '---', '---');
  for (const rows of [100, 500, 1_000, 2_000, 5_000, 20_000, 100_000]) {
    const sql = `select ${shownColumns.join(', ')} from marts.fct_payment limit ${rows}`;
    const asJson = () =>
      engine.using(async (connection) =>
        JSON.stringify((await connection.runAndReadAll(sql)).getRowObjectsJson()),
      );
    const asArrow = () => tableBytes('arrow', { table, sql, parameters: {} }, engine);
    const json = await asJson();
    const bytes = await asArrow();
    const times: number[][] = [[], [], [], []];
    for (let round = 0; round < rounds; round++) {
      times[0]?.push(await timed(asJson));
      times[1]?.push(await timed(asArrow));
      times[2]?.push(await timed(() => Promise.resolve(JSON.parse(json))));
      times[3]?.push(await timed(() => Promise.resolve(tableFromIPC(bytes))));
    }
    const [jsonMade = 0, arrowMade = 0, jsonRead = 0, arrowRead = 0] = times.map(median);
    const size = (body: Buffer): string =>
      `${Math.round(body.length / 1024)} (${Math.round(gzipSync(body, { level: 1 }).length / 1024)})`;
    row(
      rows,
      ms(jsonMade),
      ms(arrowMade),
      (jsonMade / arrowMade).toFixed(1),
      ms(jsonRead),
      ms(arrowRead),
      (jsonRead / arrowRead).toFixed(1),
      size(Buffer.from(json)),
      size(bytes),
    );
  }
  engine.close();
}

/** Mixed reads at a steady rate while a build is made and published by another process. */
async function steady(): Promise<void> {
  const served = await Served.open('cockpit', options.home);
  const length = Number(options.steady);
  const publish = setTimeout(
    () => {
      spawn('npx', ['tsx', 'cli.ts', 'build'], {
        stdio: 'ignore',
        env: { ...process.env, COCKPIT_HOME: options.home },
      });
    },
    (length * 1_000) / 4,
  );
  const builds = new Set<string>();
  const watching = setInterval(() => {
    void fetch(`${served.url}/readyz`).then(async (response) => builds.add(await response.text()));
  }, 1_000);
  const result = await autocannon({
    url: served.url,
    duration: length,
    connections: 20,
    overallRate: 200,
    requests: [...wallQueries.map((query) => `metrics/${query}`), 'builds/current', 'metrics', 'places'].map(
      (path) => ({
        method: 'GET' as const,
        path: `/api/v1/${path}`,
      }),
    ),
  });
  clearTimeout(publish);
  clearInterval(watching);
  served.close();
  row('seconds', 'requests', 'not 2xx', 'errors', 'p50, ms', 'p99, ms', 'slowest, ms', 'builds seen');
  row('---', '---', '---', '---', '---', '---', '---', '---');
  const { latency } = result;
  row(
    length,
    result.requests.total,
    result.non2xx,
    result.errors,
    latency.p50,
    latency.p99,
    latency.max,
    builds.size,
  );
}

/** Resident memory over many requests. */
async function memory(): Promise<void> {
  const served = await Served.open('cockpit', options.home);
  const paths = wallQueries.map((query) => ({ method: 'GET' as const, path: `/api/v1/metrics/${query}` }));
  row('requests', 'resident, MB');
  row('---', '---');
  const amount = Number(options.requests) / 4;
  for (let done = 0; done <= 4; done++) {
    if (done > 0) await autocannon({ url: served.url, amount, connections: 20, requests: paths });
    row(done * amount, Math.round((await served.usage()).memory / 2 ** 20));
  }
  served.close();
}

process.stdout.write(
  `${cpus()[0]?.model ?? ''}, ${cpus().length} cores, Node ${process.version}, build ${build}\n`,
);
const all = { overhead, rate: rates, flight, arrow, steady, memory };
for (const [name, run] of Object.entries(all)) {
  if (!parts.includes(name)) continue;
  process.stdout.write(`\n${name}\n\n`);
  await run();
}
