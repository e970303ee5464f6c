import { createServer } from 'node:http';
import express from 'express';
import pino from 'pino';
import supertest from 'supertest';
import { expect, it } from 'vitest';
import { openAccess } from './access/access.ts';
import { answer } from './answer.ts';
import { AnswerStore } from './answer-store.ts';
import { HotAnswers } from './hot-answers.ts';
import { KnownAnswerLog } from './known-answer-log.ts';

/** A server whose one answer is what `known` says, and the log it writes. */
function served() {
  const [store, known] = [new AnswerStore(), { build: 'a', now: 0, state: '春', asked: 0 }];
  const hot = new HotAnswers(
    store,
    () => known.build,
    () => known.now,
  );
  const app = express();
  app.get('/state', async (req, res) => {
    known.asked += 1;
    const { state } = known;
    const question = { route: 'state', state, parameters: null, format: 'json' } as const;
    await answer(store, req, res, question, () => ({ state }), hot.remembers(req, res));
  });
  const lines: unknown[] = [];
  const log = new KnownAnswerLog(
    pino({ base: null, timestamp: false }, { write: (line) => lines.push(JSON.parse(line)) }),
  );
  const server = createServer((req, res) => {
    if (!hot.answer(req, res, openAccess, log)) app(req, res);
  });
  return { hot, known, log, lines, ask: () => supertest(server).get('/state') };
}

it('keeps what is looked up for a second, and not beyond its build', async () => {
  const { known, ask } = served();
  const first = await ask().expect(200, { state: '春' });

  known.state = '夏';
  known.now = 999;
  const again = await ask().expect(200, { state: '春' });
  expect(again.headers.etag).toBe(first.headers.etag);
  expect(again.headers['content-length']).toBe(first.headers['content-length']);
  await ask().set('If-None-Match', String(first.headers.etag)).expect(304);
  expect(known.asked).toBe(1);

  known.now = 1_000;
  await ask().expect(200, { state: '夏' });
  known.state = '秋';
  await ask().expect(200, { state: '夏' });
  known.build = 'b';
  await ask().expect(200, { state: '秋' });
  expect(known.asked).toBe(3);
});

it('looks again at once when there is news', async () => {
  const { hot, known, ask } = served();
  await ask().expect(200, { state: '春' });
  known.state = '夏';
  hot.lookAgain();
  await ask().expect(200, { state: '夏' });
  await ask().expect(200, { state: '夏' });
  expect(known.asked).toBe(2);
});

it('answers a client that has it already before anybody asked for all of it', async () => {
  const { known, ask } = served();
  const { etag = '' } = (await ask().expect(200)).headers as Record<string, string>;
  known.now = 1_000;
  // Looked up by the application, which finds that the client has it; the second is not its own.
  for (const asked of [2, 2]) {
    const unchanged = await ask().set('If-None-Match', etag).expect(304);
    expect(known.asked).toBe(asked);
    expect(unchanged.headers).toMatchObject({
      etag,
      'cache-control': 'private, no-cache',
      vary: 'Accept-Encoding',
    });
  }
  await ask().expect(200, { state: '春' });
  expect(known.asked).toBe(3);
});

it('logs how often an address was answered, once', async () => {
  const { known, log, lines, ask } = served();
  const { etag = '' } = (await ask()).headers as Record<string, string>;
  for (let sent = 0; sent < 3; sent++) await ask();
  known.now = 1_000;
  await ask();
  for (let unchanged = 0; unchanged < 2; unchanged++) await ask().set('If-None-Match', etag);
  expect(lines).toEqual([]);
  const line = { level: 30, req: { method: 'GET', url: '/state' }, msg: 'known answers' };
  log.write();
  expect(lines).toEqual([{ ...line, sent: 3, unchanged: 2 }]);
  log.write();
  await ask();
  log.write();
  expect(lines.slice(1)).toEqual([{ ...line, sent: 1, unchanged: 0 }]);
});

it('leaves validators that take reading to the application, which has the answer already', async () => {
  const { ask } = served();
  const { etag = '' } = (await ask()).headers as Record<string, string>;
  await ask().expect(200);
  for (const header of [`W/${etag}`, `"a", ${etag}`, '*'])
    await ask().set('If-None-Match', header).expect(304);
  await ask().set('If-None-Match', '"a"').expect(200);
});
