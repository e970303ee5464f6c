import { Router } from 'express';
import { answer, type BuildAnswers } from '../answer.ts';
import { sendMade } from '../made-answer.ts';
import { compress } from '../middleware/compress.ts';
import { setPageHeaders } from '../middleware/security-headers.ts';
import { openApiDocument } from '../openapi/document.ts';
import { apiPage } from '../openapi/page.ts';

/** `/openapi.json` and `/docs`: the API described for machines and for people. */
export function openApiRoutes({ store, hot }: Pick<BuildAnswers, 'store' | 'hot'>): Router {
  const router = Router();
  const document = openApiDocument();
  const page = apiPage();
  router.get('/openapi.json', async (req, res) => {
    const question = { route: 'openapi', state: document, parameters: null, format: 'json' } as const;
    await answer(
      store,
      req,
      res,
      question,
      () => document,
      (etag, coding) => hot.remember(req, res, etag, coding, () => true),
    );
  });
  router.get('/docs', compress(), (req, res) => {
    setPageHeaders(res);
    sendMade(req, res, 'text/html', page);
  });
  return router;
}
