import { Router } from 'express';
import { answer } from '../answer.ts';
import type { AnswerStore } from '../answer-store.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { mapStamp, readMap } from '../map-file.ts';

/** `/map`: the boundaries an office put into its home, if it did. Needs no build, and changes with the file. */
export function mapRoutes({ home }: Pick<ApiDependencies, 'home'>, store: AnswerStore): Router {
  const router = Router();
  router.get('/map', async (req, res) => {
    const state = await mapStamp(home.map);
    await answer(store, req, res, { route: 'map', state, parameters: null, format: 'json' }, () =>
      readMap(home.map),
    );
  });
  return router;
}
