import type { Request, Response } from 'express';
import { isUnknownTable } from '../warehouse/engine.ts';
import type { PublishedBuild } from '../warehouse/opened-build.ts';
import { codings, type AnswerStore, type Coding, type MadeAnswer } from './answer-store.ts';
import type { ServedWarehouse } from './dependencies.ts';
import { etagOf, type Question } from './etag.ts';
import type { HotAnswers } from './hot-answers.ts';
import { checkJsonAccepted, mediaTypes, wantedFace, type Face, type TableFace } from './faces/face.ts';
import {
  jsonOrArrow,
  listedBytes,
  tableBytes,
  type FilledTable,
  type ListedTable,
} from './faces/table-bytes.ts';
import { invalidParameters, noBuild, olderBuild, unknownBuild } from './problem.ts';
import { interruptible, type QueryGate } from './query-limit.ts';

const codingFor = (req: Request): Coding =>
  codings.find((coding) => coding === req.acceptsEncodings([...codings])) ?? 'identity';

/**
 * Sends the answer to a question, or 304 when the client has it already: known before any work is done. Equal
 * questions at the same time are worked on once, and answers are kept as bytes as long as there is room.
 * The same validator serves every content coding, since no answer is ever asked for in byte ranges.
 */
async function answerBytes(
  store: AnswerStore,
  req: Request,
  res: Response,
  question: Question,
  make: (signal: AbortSignal) => Promise<MadeAnswer>,
  remember: (etag: string, coding: Coding) => void = () => undefined,
): Promise<void> {
  const etag = etagOf(question);
  res.set('Cache-Control', 'private, no-cache');
  res.set('ETag', etag);
  res.vary('Accept-Encoding');
  const asked = codingFor(req);
  if (req.fresh) {
    res.status(304);
    remember(etag, asked);
    res.end();
    return;
  }
  const { bytes, coding, type, fileName } = await store.answer(etag, asked, res, make);
  if (fileName !== undefined) res.attachment(fileName);
  res.set('Content-Type', type);
  if (coding !== 'identity') res.set('Content-Encoding', coding);
  remember(etag, asked);
  res.send(bytes);
}

export async function answer<Body>(
  store: AnswerStore,
  req: Request,
  res: Response,
  question: Question,
  work: (signal: AbortSignal) => Promise<Body> | Body,
  remember?: (etag: string, coding: Coding) => void,
): Promise<void> {
  checkJsonAccepted(req);
  await answerBytes(
    store,
    req,
    res,
    question,
    async (signal) => ({
      bytes: Buffer.from(JSON.stringify(await work(signal))),
      type: mediaTypes.json,
    }),
    remember,
  );
}

export interface BuildAnswers {
  readonly warehouse: ServedWarehouse;
  readonly gate: QueryGate;
  readonly store: AnswerStore;
  /** Where answers from a build are found again by their address. */
  readonly hot: HotAnswers;
}

interface Asked {
  readonly route: string;
  readonly parameters: unknown;
}

/** The build a request asks for by `?build=`; null: the served one. */
export function askedBuild(req: Request): string | null {
  const { build } = req.query;
  if (build === undefined) return null;
  if (typeof build === 'string') return build;
  throw invalidParameters([{ parameter: 'build', message: '参数 build 只能出现一次' }], 'invalid_parameter');
}

const without = (req: Request, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(req.query).filter(([name]) => !names.includes(name)));

/** @throws ProblemError where `build` is asked of what belongs to no single build */
export function refuseBuild(req: Request): void {
  if (req.query.build === undefined) return;
  const message = '不支持参数“build”：这里不按构建取数；请去掉该参数';
  throw invalidParameters([{ parameter: 'build', message }], 'invalid_parameter');
}

/** The query without what every read takes: `build` and, where the resource is a table, `format`. */
export function ownQuery(req: Request, isTabular = false): Record<string, unknown> {
  return without(req, isTabular ? ['build', 'format'] : ['build']);
}

/** The query of a list that belongs to no build, without `format`. */
export const listQuery = (req: Request): Record<string, unknown> => without(req, ['format']);

/**
 * Runs `work` on the build that is asked for, or on the one served when the request begins, and on that one to the
 * end: validator and rows belong together even when another build is published in between.
 * @throws ProblemError `no_build` when nothing is published, `unknown_build` when that build is not kept.
 */
export async function onBuild(
  warehouse: ServedWarehouse,
  req: Request,
  work: (build: PublishedBuild) => Promise<void>,
): Promise<void> {
  const id = askedBuild(req);
  const done = async (build: PublishedBuild) => {
    await work(build);
    return true;
  };
  if (id === null) {
    if ((await warehouse.use(done)) === null) throw noBuild(await warehouse.lastAttempt());
    return;
  }
  const answered = await warehouse.useBuild(id, done).catch((error: unknown) => {
    throw isUnknownTable(error) ? olderBuild(id) : error;
  });
  if (answered === null) throw unknownBuild(id);
}

/** Answers from a build, in JSON. */
export async function answerFromBuild<Body>(
  { warehouse, gate, store, hot }: BuildAnswers,
  req: Request,
  res: Response,
  asked: Asked,
  work: (build: PublishedBuild) => Promise<Body>,
): Promise<void> {
  await onBuild(warehouse, req, (build) =>
    answer(
      store,
      req,
      res,
      { ...asked, state: build.id, format: 'json' },
      (given) => gate.run(given, (signal) => work({ ...build, engine: interruptible(build.engine, signal) })),
      (etag, coding) => hot.remember(req, res, etag, coding, hot.whileServed(req, build.id)),
    ),
  );
}

/** What a resource is in its forms: JSON with all that is known of it, or one table. */
export interface Tabular<Body> {
  readonly json: (build: PublishedBuild, signal: AbortSignal) => Promise<Body>;
  /** The rows of a body, to choose between JSON and Arrow by. */
  readonly rowsOf: (body: Body) => number;
  readonly table: (build: PublishedBuild, face: TableFace, signal: AbortSignal) => Promise<FilledTable>;
}

const fileOf = (face: TableFace, { table }: FilledTable, bytes: Buffer): MadeAnswer => ({
  bytes,
  type: mediaTypes[face],
  fileName: `${table.fileName}.${face}`,
});

async function madeIn<Body>(
  face: Face | 'auto',
  json: () => Promise<Body> | Body,
  rowsOf: (body: Body) => number,
  file: (face: TableFace) => Promise<MadeAnswer>,
): Promise<MadeAnswer> {
  if (face !== 'json' && face !== 'auto') return file(face);
  const body = await json();
  if (face === 'auto' && jsonOrArrow(rowsOf(body)) === 'arrow') return file('arrow');
  return { bytes: Buffer.from(JSON.stringify(body)), type: mediaTypes.json };
}

/** A list that belongs to no build, in its forms. */
export interface Listed<Body> {
  readonly json: (signal: AbortSignal) => Promise<Body> | Body;
  readonly rowsOf: (body: Body) => number;
  readonly table: (signal: AbortSignal) => Promise<ListedTable> | ListedTable;
}

/** Answers from what is there without a build, in the face that is asked for. */
export async function answerListed<Body>(
  store: AnswerStore,
  req: Request,
  res: Response,
  question: Omit<Question, 'format'>,
  { json, rowsOf, table }: Listed<Body>,
  remember?: (etag: string, coding: Coding) => void,
): Promise<void> {
  const face = wantedFace(req);
  res.vary('Accept');
  const made = (signal: AbortSignal): Promise<MadeAnswer> =>
    madeIn(
      face,
      () => json(signal),
      rowsOf,
      async (chosen) => {
        const listed = await table(signal);
        return fileOf(chosen, listed, await listedBytes(chosen, listed));
      },
    );
  await answerBytes(store, req, res, { ...question, format: face }, made, remember);
}

/** Answers from a build in the face that is asked for: JSON, Arrow, CSV or XLSX. */
export async function answerTabular<Body>(
  { warehouse, gate, store, hot }: BuildAnswers,
  req: Request,
  res: Response,
  asked: Asked,
  { json, rowsOf, table }: Tabular<Body>,
): Promise<void> {
  const face = wantedFace(req);
  res.vary('Accept');
  await onBuild(warehouse, req, async (build) => {
    const question: Question = { ...asked, state: build.id, format: face };
    const made = (given: AbortSignal): Promise<MadeAnswer> =>
      gate.run(given, (signal) => {
        const limited = { ...build, engine: interruptible(build.engine, signal) };
        return madeIn(
          face,
          () => json(limited, signal),
          rowsOf,
          async (chosen) => {
            const filled = await table(limited, chosen, signal);
            return fileOf(chosen, filled, await tableBytes(chosen, filled, limited.engine));
          },
        );
      });
    await answerBytes(store, req, res, question, made, (etag, coding) =>
      hot.remember(req, res, etag, coding, hot.whileServed(req, build.id)),
    );
  });
}
