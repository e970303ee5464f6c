import { createSession } from 'better-sse';
import express, { Router, type RequestHandler } from 'express';
import type { z } from 'zod';
import {
  commandRequestSchema,
  pairingSchema,
  releaseSchema,
  viewReportSchema,
  wallIdSchema,
  type Held,
  type Paired,
} from '../contracts/remote.ts';
import { answeredHead, streamOptions } from '../event-stream.ts';
import { limitRate } from '../middleware/rate-limit.ts';
import { readPosted } from '../parameters/posted-body.ts';
import { parameterErrors } from '../parameters/query-text.ts';
import { invalidParameters } from '../problem.ts';
import type { RemoteWalls } from '../remote/remote-walls.ts';

const paths = {
  views: '/remote/views',
  releases: '/remote/releases',
  pairings: '/remote/pairings',
  commands: '/remote/commands',
} as const;
/** The paths below /api/v1 that take a POST: a phone leads a wall. Nothing that is counted changes by it. */
export const remotePostedPaths: readonly string[] = Object.values(paths);

/** A code has a thousand milliards of readings; this many tries a minute and address find none. */
const pairingsPerMinute = 12;
const largestView = '128kb';

const body = express.json({ limit: largestView });

/** @throws ProblemError naming what is not as it should be */
function read<Schema extends z.ZodType>(schema: Schema, value: unknown, known: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidParameters(parameterErrors(parsed.error, known), 'invalid_parameter');
}

/**
 * `/remote`: a wall listens for its presenter, a phone pairs and commands.
 * @param whileAdmitted ends the line of a wall whose token is revoked
 */
export function remoteRoutes(walls: RemoteWalls, whileAdmitted: RequestHandler): Router {
  const router = Router();
  const unkept: RequestHandler = (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  };

  router.get('/remote/walls/:wall/events', whileAdmitted, async (req, res) => {
    const wall = read(wallIdSchema, req.params.wall, 'wall');
    if (answeredHead(req, res)) return;
    const session = await createSession(req, res, streamOptions);
    const end = walls.listen(
      wall,
      (event) => session.push(event, 'remote'),
      () => res.end(),
    );
    session.once('disconnected', end);
  });
  router.post(paths.views, unkept, body, (req, res) => {
    const { wall, view } = readPosted(viewReportSchema, req.body, 'wall、view');
    walls.report(wall, view);
    res.status(204).end();
  });
  router.post(paths.releases, unkept, body, (req, res) => {
    walls.release(readPosted(releaseSchema, req.body, 'wall').wall);
    res.status(204).end();
  });
  router.post(paths.pairings, limitRate(pairingsPerMinute), unkept, body, (req, res) => {
    const { code, name } = readPosted(pairingSchema, req.body, 'code、name');
    const answer: Paired = walls.pair(code, name);
    res.status(201).json(answer);
  });
  router.post(paths.commands, unkept, body, (req, res) => {
    const { token, command } = readPosted(commandRequestSchema, req.body, 'token、command');
    const answer: Held = { view: walls.command(token, command) };
    res.json(answer);
  });
  return router;
}
