import { Router } from 'express';
import { places } from '../../warehouse/queries/places/places.ts';
import { answerFromBuild, type BuildAnswers } from '../answer.ts';
import type { Places } from '../contracts/places.ts';

/** `/places`: counties and townships, for maps made of tiles. */
export function placeRoutes(answers: BuildAnswers): Router {
  const router = Router();
  router.get('/places', async (req, res) => {
    const question = { route: 'places', parameters: null };
    await answerFromBuild(answers, req, res, question, async ({ id, engine }): Promise<Places> => ({
      build: id,
      ...(await places(engine)),
    }));
  });
  return router;
}
