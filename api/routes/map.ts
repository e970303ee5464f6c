import { Router } from 'express';
import { answer, refuseBuild, type BuildAnswers } from '../answer.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { mapStamp, readMap } from '../map-file.ts';

/** `/map`: the boundaries an office put into its home, if it did. Needs no build, and changes with the file. */
export function mapRoutes({ home }: Pick<ApiDependencies, 'home'>, { store, hot }: BuildAnswers): Router {
  const router = Router();
  router.get('/map', async (req, res) => {
    const remember = hot.remembers(req, res);
    refuseBuild(req);
    const state = await mapStamp(home.map);
    const question = { route: 'map', state, parameters: null, format: 'json' } as const;
    await answer(store, req, res, question, () => readMap(home.map), remember);
  });
  return router;
}
