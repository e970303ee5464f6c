import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router } from 'express';
import type { Health, Readiness } from '../contracts/health.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { mediaTypes } from '../faces/face.ts';
import { requestIdOf } from '../middleware/request-log.ts';
import { dataHeaders } from '../middleware/security-headers.ts';
import { noBuild } from '../problem.ts';

/** Answers a request if it is a good probe; false: somebody else has to. */
export type Probes = (req: IncomingMessage, res: ServerResponse) => boolean;

/**
 * For whoever keeps the process running, every few seconds and from several machines: is it up, and can it answer?
 * Machines have no token, and these answers tell nothing about the data.
 */
export function probes({ warehouse, clock }: Pick<ApiDependencies, 'warehouse' | 'clock'>): Probes {
  const headers = dataHeaders.flat();
  const bodyOf = (path: string | undefined): Health | Readiness | null => {
    if (path === '/healthz') return { status: 'ok', at: clock().toISOString() };
    if (path !== '/readyz' || warehouse.buildId === null) return null;
    return { status: 'ready', build: warehouse.buildId };
  };
  return (req, res) => {
    const body = req.method === 'GET' || req.method === 'HEAD' ? bodyOf(req.url?.split('?', 1)[0]) : null;
    if (body === null) return false;
    const text = JSON.stringify(body);
    const own = ['Cache-Control', 'no-store', 'Content-Type', mediaTypes.json];
    const length = String(Buffer.byteLength(text));
    res.writeHead(200, [...headers, ...own, 'Content-Length', length, 'X-Request-Id', requestIdOf(req)]);
    res.end(text);
    return true;
  };
}

/** The same as routes, and `/readyz` while there is nothing to read. */
export function healthRoutes(dependencies: Pick<ApiDependencies, 'warehouse' | 'clock'>): Router {
  const router = Router();
  const answer = probes(dependencies);
  router.get('/healthz', (req, res) => {
    answer(req, res);
  });
  router.get('/readyz', async (req, res) => {
    if (!answer(req, res)) throw noBuild(await dependencies.warehouse.lastAttempt());
  });
  return router;
}
