import { once } from 'node:events';
import { statfs } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Clockwork } from './clockwork.ts';
import { isOver, type Run } from './jobs/run.ts';
import type { Home } from './warehouse/home.ts';
import type { LiveWarehouse } from './warehouse/live.ts';

/** Seconds; a tile answers in a few milliseconds, a table of a big export in seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export interface TelemetrySources {
  readonly home: Home;
  readonly warehouse: LiveWarehouse;
  readonly clockwork: Clockwork;
}

/** The first part of the path below the API, from what exists: an address that is made up is no label. */
function routeOf(url: string, status: number): string {
  if (status === 404 || status === 405) return 'other';
  const path = url.split('?', 1)[0] ?? '';
  if (path === '/healthz' || path === '/readyz') return 'probe';
  return /^\/api\/v1\/([a-z-]+)/.exec(path)?.[1] ?? (path.startsWith('/assets/') ? 'assets' : 'page');
}

/** What Prometheus may know of the server, for an internal address only: no figures of the city are in it. */
export class Telemetry {
  readonly registry = new Registry();
  readonly #requests: Histogram<'route' | 'status'>;
  readonly #runs: Counter<'job' | 'state'>;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    const registers = [this.registry];
    this.#requests = new Histogram({
      name: 'cockpit_http_request_duration_seconds',
      help: 'Time to answer a request, by the first part of its path',
      labelNames: ['route', 'status'],
      buckets,
      registers,
    });
    this.#runs = new Counter({
      name: 'cockpit_job_runs_total',
      help: 'Runs of jobs that ended in this process',
      labelNames: ['job', 'state'],
      registers,
    });
  }

  /** Counts an answer when it is out. */
  follow(req: IncomingMessage, res: ServerResponse): void {
    const began = performance.now();
    const url = req.url ?? '/';
    res.once('finish', () =>
      this.#requests.observe(
        { route: routeOf(url, res.statusCode), status: String(res.statusCode) },
        (performance.now() - began) / 1_000,
      ),
    );
  }

  ended(run: Run): void {
    if (isOver(run)) this.#runs.inc({ job: run.job, state: run.state });
  }

  /** What is looked up when it is asked for. */
  watch({ home, warehouse, clockwork }: TelemetrySources): void {
    const registers = [this.registry];
    new Gauge({
      name: 'cockpit_build_timestamp_seconds',
      help: 'When the served build was made; absent while none is served',
      registers,
      async collect() {
        this.reset();
        const builtAt = await warehouse.use(({ report }) => Promise.resolve(report.builtAt));
        if (builtAt !== null) this.set(Date.parse(builtAt) / 1_000);
      },
    });
    new Gauge({
      name: 'cockpit_build_failed',
      help: '1 when the last attempt to build failed and an earlier build is served',
      registers,
      async collect() {
        this.set((await warehouse.lastAttempt())?.state === 'failed' ? 1 : 0);
      },
    });
    new Gauge({
      name: 'cockpit_dataset_as_of_timestamp_seconds',
      help: 'The last day the data of a dataset speak of',
      labelNames: ['dataset'],
      registers,
      async collect() {
        this.reset();
        const datasets = await warehouse.use(({ report }) => Promise.resolve(report.datasets));
        for (const { contract, asOf } of datasets ?? [])
          if (asOf !== null) this.set({ dataset: contract }, Date.parse(`${asOf}T00:00:00+08:00`) / 1_000);
      },
    });
    const success = new Gauge({
      name: 'cockpit_job_last_success_timestamp_seconds',
      help: 'When a job last came to a good end',
      labelNames: ['job'],
      registers,
    });
    new Gauge({
      name: 'cockpit_job_trouble',
      help: '1 when a job is late or its last run came to no good end',
      labelNames: ['job', 'trouble'],
      registers,
      async collect() {
        for (const { job, state, lastDone } of await clockwork.overview()) {
          this.set({ job: job.id, trouble: 'late' }, state === 'late' ? 1 : 0);
          this.set({ job: job.id, trouble: 'failing' }, state === 'failing' ? 1 : 0);
          if (lastDone?.finishedAt) success.set({ job: job.id }, Date.parse(lastDone.finishedAt) / 1_000);
        }
      },
    });
    new Gauge({
      name: 'cockpit_home_free_bytes',
      help: 'Free bytes of the disk the home is on',
      registers,
      async collect() {
        const { bavail, bsize } = await statfs(home.root);
        this.set(bavail * bsize);
      },
    });
  }

  /** Serves `/metrics` and nothing else. */
  async listen(port: number, host: string): Promise<Server> {
    const server = createServer((req, res) => {
      if (req.method !== 'GET' || req.url !== '/metrics') {
        res.writeHead(404).end();
        return;
      }
      this.registry.metrics().then(
        (text) => res.writeHead(200, { 'Content-Type': this.registry.contentType }).end(text),
        (error: unknown) => res.writeHead(500).end(error instanceof Error ? error.message : ''),
      );
    });
    server.listen(port, host);
    await once(server, 'listening');
    return server;
  }
}
