import { Router } from 'express';
import type { Health, Readiness } from '../contracts/health.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { noBuild } from '../problem.ts';

/** For whoever keeps the process running: is it up, and can it answer? */
export function healthRoutes({ warehouse, clock }: ApiDependencies): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    const body: Health = { status: 'ok', at: clock().toISOString() };
    res.set('Cache-Control', 'no-store').json(body);
  });
  router.get('/readyz', async (_req, res) => {
    const build = warehouse.buildId;
    if (build === null) throw noBuild(await warehouse.lastAttempt());
    const body: Readiness = { status: 'ready', build };
    res.set('Cache-Control', 'no-store').json(body);
  });
  return router;
}
