import type { Request, Response } from 'express';
import type { PublishedBuild } from '../warehouse/live.ts';
import type { ServedWarehouse } from './dependencies.ts';
import { etagOf, type Question } from './etag.ts';
import { noBuild } from './problem.ts';
import { interruptible, type QueryGate } from './query-limit.ts';

/**
 * Sends the answer to a question, or 304 when the client has it already: known before any work is done.
 * The same validator serves every content coding, since no answer is ever asked for in byte ranges.
 */
export async function answer<Body>(
  req: Request,
  res: Response,
  question: Question,
  work: () => Promise<Body> | Body,
): Promise<void> {
  res.set('Cache-Control', 'private, no-cache');
  res.set('ETag', etagOf(question));
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  const body = await work();
  res.json(body);
}

export interface BuildAnswers {
  readonly warehouse: ServedWarehouse;
  readonly gate: QueryGate;
}

/**
 * Answers from the build that is served when the request begins, and from that one to the end: validator and rows
 * belong together even when another build is published in between.
 * @throws ProblemError `no_build` when nothing is published.
 */
export async function answerFromBuild<Body>(
  { warehouse, gate }: BuildAnswers,
  req: Request,
  res: Response,
  asked: { readonly route: string; readonly parameters: unknown },
  work: (build: PublishedBuild) => Promise<Body>,
): Promise<void> {
  const answered = await warehouse.use(async (build) => {
    const question: Question = { ...asked, state: build.id, format: 'json' };
    await answer(req, res, question, () =>
      gate.run(res, (signal) => work({ ...build, engine: interruptible(build.engine, signal) })),
    );
    return true;
  });
  if (answered === null) throw noBuild(await warehouse.lastAttempt());
}
