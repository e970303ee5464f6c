import { createServer } from 'node:http';
import express from 'express';
import pino from 'pino';
import supertest from 'supertest';
import { expect, it } from 'vitest';
import { openAccess } from './access/access.ts';
import { answer } from './answer.ts';
import { AnswerStore } from './answer-store.ts';
import { HotAnswers } from './hot-answers.ts';

it('keeps what is looked up for a second, and not beyond its build', async () => {
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
  const logger = pino({ level: 'silent' });
  const server = createServer((req, res) => {
    if (!hot.answer(req, res, openAccess, logger)) app(req, res);
  });
  const ask = () => supertest(server).get('/state');
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
