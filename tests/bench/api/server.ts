import { createServer, type RequestListener } from 'node:http';
import express from 'express';
import { AnswerStore } from '../../../api/answer-store.ts';
import { createApp, createHandler } from '../../../api/app.ts';
import type { ApiDependencies } from '../../../api/dependencies.ts';
import { createEventStream } from '../../../api/event-stream.ts';
import { HotAnswers } from '../../../api/hot-answers.ts';
import { createQueryGate } from '../../../api/query-limit.ts';
import { Clockwork } from '../../../clockwork.ts';
import { datasetShapes } from '../../../etl/dataset-shapes.ts';
import { contracts } from '../../../etl/sources/registry.ts';
import { reportsKnown } from '../../../reports-known.ts';
import { readSettings } from '../../../settings.ts';
import { Home } from '../../../warehouse/home.ts';
import { serverLog } from '../../../server-log.ts';
import { LiveWarehouse } from '../../../warehouse/live.ts';
import { DuplicateRegister } from '../../../warehouse/register/duplicate-register.ts';

/** A server of one kind in a process of its own: `bare` writes given bytes, `hello` is Express alone. */
const [kind = 'cockpit', root = '.cockpit', bytes = '0'] = process.argv.slice(2);

async function cockpit(): Promise<RequestListener> {
  const home = new Home(root);
  const warehouse = new LiveWarehouse(home, { connections: 4, threads: 2 });
  await warehouse.refresh();
  warehouse.watch(1_000);
  const clock = () => new Date();
  const settings = readSettings({ COCKPIT_HOME: root });
  const clockwork = await Clockwork.open({ settings, clock, say: () => undefined });
  const dependencies: ApiDependencies = {
    warehouse,
    home,
    // As the server logs, to nowhere.
    logger: serverLog('info', '/dev/null'),
    clock,
    events: createEventStream(),
    register: await DuplicateRegister.open({
      home,
      shapes: datasetShapes(contracts),
      clock,
      maker: null,
      vectors: null,
    }),
    assetsFolder: null,
    reports: reportsKnown(home, clock),
    jobs: { jobs: () => clockwork.known(), run: (id) => clockwork.runWithLog(id) },
    limits: { queryTimeoutMs: 10_000, requestsPerMinute: 1_000_000_000, concurrentQueries: 1_000 },
  };
  if (kind === 'cockpit') return createHandler(dependencies).listener;
  // Nothing fits a store of one byte: every answer is made anew, equal ones at the same time once.
  const store = new AnswerStore(1);
  const gate = createQueryGate(10_000, 1_000);
  return createApp(dependencies, {
    warehouse,
    gate,
    store,
    hot: new HotAnswers(store, () => warehouse.buildId),
  });
}

function hello(): RequestListener {
  const app = express();
  // As Express answers, without a validator made of the body, which ours is not made of either.
  app.set('etag', false);
  const texts = new Map<string, string>();
  app.get('/', ({ query }, res) => {
    const length = typeof query.bytes === 'string' ? query.bytes : '5';
    const text = texts.get(length) ?? 'hello'.padEnd(Number(length), '.');
    texts.set(length, text);
    res.send(text);
  });
  return app;
}

function bare(): RequestListener {
  const body = Buffer.alloc(Number(bytes), 'x');
  return (_req, res) => {
    res.setHeader('Content-Type', 'application/json; charset=utf-8');
    res.setHeader('Content-Length', body.length);
    res.end(body);
  };
}

const listener = kind === 'bare' ? bare() : kind === 'hello' ? hello() : await cockpit();
const server = createServer(listener).listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 });
});
process.on('message', () => process.send?.({ memory: process.memoryUsage().rss, cpu: process.cpuUsage() }));
