import type { Request, Response } from 'express';
import type { PublishedBuild } from '../warehouse/live.ts';
import { codings, type AnswerStore, type Coding } from './answer-store.ts';
import type { ServedWarehouse } from './dependencies.ts';
import { etagOf, type Question } from './etag.ts';
import { noBuild } from './problem.ts';
import { interruptible, type QueryGate } from './query-limit.ts';

const json = 'application/json; charset=utf-8';

const codingFor = (req: Request): Coding =>
  codings.find((coding) => coding === req.acceptsEncodings([...codings])) ?? 'identity';

/**
 * Sends the answer to a question, or 304 when the client has it already: known before any work is done. Equal
 * questions at the same time are worked on once, and answers are kept as bytes as long as there is room.
 * The same validator serves every content coding, since no answer is ever asked for in byte ranges.
 */
export async function answer<Body>(
  store: AnswerStore,
  req: Request,
  res: Response,
  question: Question,
  work: (signal: AbortSignal) => Promise<Body> | Body,
): Promise<void> {
  const etag = etagOf(question);
  res.set('Cache-Control', 'private, no-cache');
  res.set('ETag', etag);
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  const { bytes, coding, type } = await store.answer(etag, codingFor(req), res, async (signal) => ({
    bytes: Buffer.from(JSON.stringify(await work(signal))),
    type: json,
  }));
  res.vary('Accept-Encoding').set('Content-Type', type);
  if (coding !== 'identity') res.set('Content-Encoding', coding);
  res.send(bytes);
}

export interface BuildAnswers {
  readonly warehouse: ServedWarehouse;
  readonly gate: QueryGate;
  readonly store: AnswerStore;
}

/**
 * Answers from the build that is served when the request begins, and from that one to the end: validator and rows
 * belong together even when another build is published in between.
 * @throws ProblemError `no_build` when nothing is published.
 */
export async function answerFromBuild<Body>(
  { warehouse, gate, store }: BuildAnswers,
  req: Request,
  res: Response,
  asked: { readonly route: string; readonly parameters: unknown },
  work: (build: PublishedBuild) => Promise<Body>,
): Promise<void> {
  const answered = await warehouse.use(async (build) => {
    const question: Question = { ...asked, state: build.id, format: 'json' };
    await answer(store, req, res, question, (given) =>
      gate.run(given, (signal) => work({ ...build, engine: interruptible(build.engine, signal) })),
    );
    return true;
  });
  if (answered === null) throw noBuild(await warehouse.lastAttempt());
}
