import { Router } from 'express';
import { setPageHeaders } from '../middleware/security-headers.ts';
import { openApiDocument } from '../openapi/document.ts';
import { apiPage } from '../openapi/page.ts';

/** `/openapi.json` and `/docs`: the API described for machines and for people. */
export function openApiRoutes(): Router {
  const router = Router();
  const document = JSON.stringify(openApiDocument());
  const page = apiPage();
  router.get('/openapi.json', (_req, res) => {
    res.set('Cache-Control', 'private, no-cache').type('application/json').send(document);
  });
  router.get('/docs', (_req, res) => {
    setPageHeaders(res);
    res.set('Cache-Control', 'private, no-cache').type('text/html').send(page);
  });
  return router;
}
