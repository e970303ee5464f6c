import { Router } from 'express';
import type { Home } from '../../warehouse/home.ts';
import { openRejectBook } from '../../warehouse/rejects.ts';
import { answerListed, listQuery, type BuildAnswers } from '../answer.ts';
import type { Rejects } from '../contracts/rejects.ts';
import { wantedFace } from '../faces/face.ts';
import { rejectsTable } from '../faces/rejects-table.ts';
import { checkWhole, rowsToRead } from '../parameters/list-page.ts';
import { parseRejectsParameters } from '../parameters/rejects-parameters.ts';

/** `/rejects`: what was delivered and not accepted, and why. Needs no build. */
export function rejectRoutes(home: Home, { gate, store, hot }: BuildAnswers): Router {
  const router = Router();
  router.get('/rejects', async (req, res) => {
    const asked = parseRejectsParameters(listQuery(req));
    const remember = hot.remembers(req, res);
    const limit = rowsToRead(asked, wantedFace(req));
    const book = await openRejectBook(home);
    const question = { route: 'rejects', state: book.fingerprint, parameters: asked };
    const page = async (given: AbortSignal): Promise<Rejects> => {
      const { total, rejects } = await gate.run(given, (signal) =>
        book.page({ ...asked, limit }, { signal }),
      );
      const { offset } = asked;
      return {
        total,
        limit,
        offset,
        rejects: rejects.map((reject) => ({ ...reject, raw: [...reject.raw] })),
      };
    };
    const listed = {
      json: page,
      rowsOf: ({ rejects }: Rejects) => rejects.length,
      table: async (given: AbortSignal) => {
        const { total, rejects } = await page(given);
        checkWhole(asked, total);
        return rejectsTable(rejects);
      },
    };
    await answerListed<Rejects>(store, req, res, question, listed, remember);
  });
  return router;
}
