import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { RemoteEvent } from '../../api/contracts/remote.ts';
import { problemSchema } from '../../api/contracts/problem.ts';
import { warningListSchema } from '../../api/contracts/warnings.ts';
import { createEventStream } from '../../api/event-stream.ts';
import { mediaTypes } from '../../api/faces/face.ts';
import { operations, type Operation } from '../../api/openapi/operations.ts';
import { RemoteWalls } from '../../api/remote/remote-walls.ts';
import { Clockwork } from '../../clockwork.ts';
import { reportsKnown } from '../../reports-known.ts';
import { makeReport } from '../../reports.ts';
import { readSettings } from '../../settings.ts';
import { ApiBench } from '../fixtures/api-bench.ts';
import { contractQuestions, type Asked, type Names } from '../fixtures/contract-questions.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';
import { deliverStationRecords } from '../fixtures/station-records.ts';

let bench: ApiBench;
let clockwork: Clockwork;
let server: Server;
let address: string;
let names: Names;
const events = createEventStream();

/** A city in which every operation has something to answer with: a warning, scores, suggestions, a report, a run. */
async function deliverAll(): Promise<{ readonly before: string; readonly build: string }> {
  const { served, live } = bench;
  await deliverLittleCity(served);
  const rejected = { sheet: '明细', row: 9, column: 'amount', code: 'not_a_number', reason: '不是数字' };
  await served.deliver('finance_debt', [{ limit_amount: 100, opening_amount: 99, balance_amount: 99 }], {
    rejects: [{ contract: 'finance.debt', ...rejected, raw: ['=1+1', '壹佰'] }],
  });
  await served.deliver('suggestions_register', [
    {},
    { suggestion_id: 'JY2025-0001', session_year: 2025, submitted_on: '2025-01-20' },
  ]);
  expect((await served.build()).kind).toBe('published');
  await live.refresh();
  const before = live.buildId ?? '';
  await deliverStationRecords(served, ['S1', 'S2', 'S3']);
  expect((await served.build()).kind).toBe('published');
  await live.refresh();
  return { before, build: live.buildId ?? '' };
}

beforeAll(async () => {
  bench = await ApiBench.open();
  const built = await deliverAll();
  const { home } = bench.served;
  const clock = () => new Date('2026-11-09T02:00:00Z');
  const deps = { settings: readSettings({ COCKPIT_HOME: home.root }), clock, say: () => undefined };
  clockwork = await Clockwork.open(deps);
  await clockwork.history.claim({
    ...{ id: 'build.k', job: 'build', key: 'k', trigger: 'person', dueAt: null, state: 'failed' },
    ...{ attempts: 1, startedAt: '2026-11-09T01:00:00.000Z', finishedAt: '2026-11-09T01:01:00.000Z' },
    ...{ message: '检查未通过', outputs: {} },
  });
  const { report } = await makeReport(deps, {
    ...{ template: 'leader-brief', period: '2026-02', formats: ['html', 'xlsx'], by: '张三', build: null },
  });
  const remote = new RemoteWalls({ clock, randomBytes });
  const codeOf = (wall: string): string => {
    const told: RemoteEvent[] = [];
    remote.listen(wall, (event) => told.push(event));
    const [first] = told;
    return first?.kind === 'free' ? first.code : '';
  };
  const walls = { watched: randomUUID(), waiting: randomUUID(), led: randomUUID() };
  const code = codeOf(walls.waiting);
  const { token } = remote.pair(codeOf(randomUUID()), '李主任');
  remote.pair(codeOf(walls.led), '王主任');
  const app = bench.app({
    events,
    remote,
    jobs: { jobs: () => clockwork.known(), run: (id) => clockwork.runWithLog(id) },
    reports: reportsKnown(home, clock),
    returnedFile: (delivery) =>
      Promise.resolve(
        delivery === '000001'
          ? { fileName: '退回.csv', mediaType: 'text/csv', bytes: Buffer.from('a') }
          : { why: '没有退回的行' },
      ),
  });
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const list = warningListSchema.parse(await (await fetch(`${address}/api/v1/warnings`)).json());
  names = { ...built, warning: list.warnings[0]?.id ?? '', report: report.id, walls, code, token };
});
afterAll(async () => {
  events.close();
  server.closeAllConnections();
  server.close();
  await clockwork.close();
  await bench.close();
});

const keyOf = ({ method, path }: Operation): string => `${method} ${path}`;

function ask({ path, body }: Asked, method: string, headers: Record<string, string> = {}): Promise<Response> {
  const posted =
    body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } };
  return fetch(`${address}${path}`, { method: method.toUpperCase(), headers, ...posted });
}

/** The first bytes of an answer; a stream has no end to wait for. */
async function beginning(response: Response): Promise<string> {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return Buffer.from(first?.value ?? []).toString();
}

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
  // What takes a POST is known to the application itself: to all else it says that it only reads.
  const posted = operations.filter(({ method }) => method === 'post').map(({ path }) => path);
  for (const path of new Set([...posted, ...described.map((each) => each.replaceAll(':', ''))])) {
    const allow = (await fetch(`${address}${path}`, { method: 'OPTIONS' })).headers.get('allow');
    expect(allow?.includes('POST'), path).toBe(posted.includes(path));
  }
});

it('asks every operation, well and badly', () => {
  const questions = contractQuestions(names);
  expect(Object.keys(questions).sort()).toEqual(operations.map(keyOf).sort());
  for (const [key, { good, bad }] of Object.entries(questions))
    expect([good.length, bad.length].includes(0), key).toBe(false);
});

it.each(operations.map((operation) => [keyOf(operation), operation] as const))(
  '%s answers as its contract says',
  async (key, { method, answer, mediaType, status }) => {
    for (const asked of contractQuestions(names)[key]?.good ?? []) {
      const response = await ask(asked, method);
      const about = `${asked.path} ${asked.body === undefined ? '' : JSON.stringify(asked.body)}`;
      expect(response.status, about).toBe(status);
      if (answer !== null) {
        const body: unknown = await response.json();
        // Nothing is missing, and nothing is there that the contract does not name.
        expect(answer.parse(body), about).toEqual(body);
      } else if (status !== 204) {
        const type = mediaType === 'application/octet-stream' ? /./ : new RegExp(mediaType ?? '');
        expect(response.headers.get('content-type'), about).toMatch(type);
        expect(await beginning(response), about).not.toBe('');
      }
    }
  },
);

it.each(operations.map((operation) => [keyOf(operation), operation] as const))(
  '%s says what is wrong with a bad question',
  async (key, { method }) => {
    for (const asked of contractQuestions(names)[key]?.bad ?? []) {
      const response = await ask(asked, method);
      const about = `${asked.path} ${asked.body === undefined ? '' : JSON.stringify(asked.body)}`;
      expect(response.headers.get('content-type'), about).toContain('application/problem+json');
      const problem = problemSchema.parse(await response.json());
      expect(problem.status, about).toBe(response.status);
      expect(problem.status >= 400 && problem.status < 500, about).toBe(true);
      expect(problem.detail.length, about).toBeGreaterThan(4);
    }
  },
);

it.each(
  operations.filter(({ isTabular }) => isTabular).map((operation) => [operation.path, operation] as const),
)('%s is a table in Arrow, CSV and XLSX too', async (_, operation) => {
  const [asked = { path: '' }] = contractQuestions(names)[keyOf(operation)]?.good ?? [];
  for (const face of ['arrow', 'csv', 'xlsx'] as const) {
    const { path } = asked;
    const response = await fetch(`${address}${path}${path.includes('?') ? '&' : '?'}format=${face}`);
    expect(response.status, `${path} as ${face}`).toBe(200);
    expect(response.headers.get('content-type')).toBe(mediaTypes[face]);
    expect(response.headers.get('content-disposition')).toContain(`.${face}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    const start = { arrow: 'ffffffff', csv: 'efbbbf', xlsx: '504b0304' }[face];
    expect(bytes.toString('hex').startsWith(start), `${path} as ${face}`).toBe(true);
    // By the header it is the same file.
    const accepted = await ask(asked, 'get', { accept: mediaTypes[face].split(';')[0] ?? '' });
    expect(accepted.headers.get('etag')).toBe(response.headers.get('etag'));
    await accepted.arrayBuffer();
  }
});

it('is described in OpenAPI 3.1 and on a page', async () => {
  const document = z
    .object({ openapi: z.literal('3.1.0'), paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(await (await fetch(`${address}/api/v1/openapi.json`)).json());
  expect(
    Object.entries(document.paths)
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
      .sort(),
  ).toEqual(operations.map((each) => keyOf(each).replace(/:(\w+)/g, '{$1}')).sort());
  const text = await (await fetch(`${address}/api/v1/docs`)).text();
  expect(text).toContain('/api/v1/explore');
  expect(text).not.toMatch(/<script|https?:\/\//);
});
