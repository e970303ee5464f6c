import { Router } from 'express';
import type { Home } from '../../warehouse/home.ts';
import { openRejectBook } from '../../warehouse/rejects.ts';
import { answer } from '../answer.ts';
import type { Rejects } from '../contracts/rejects.ts';
import { parseRejectsParameters } from '../parameters/rejects-parameters.ts';
import type { BuildAnswers } from '../answer.ts';

/** `/rejects`: what was delivered and not accepted, and why. Needs no build. */
export function rejectRoutes(home: Home, { gate, store }: Pick<BuildAnswers, 'gate' | 'store'>): Router {
  const router = Router();
  router.get('/rejects', async (req, res) => {
    const asked = parseRejectsParameters(req.query);
    const book = await openRejectBook(home);
    const question = {
      route: 'rejects',
      state: book.fingerprint,
      parameters: asked,
      format: 'json',
    } as const;
    await answer(store, req, res, question, async (given): Promise<Rejects> => {
      const { total, rejects } = await gate.run(given, (signal) => book.page(asked, { signal }));
      const { limit, offset } = asked;
      return {
        total,
        limit,
        offset,
        rejects: rejects.map((reject) => ({ ...reject, raw: [...reject.raw] })),
      };
    });
  });
  return router;
}
