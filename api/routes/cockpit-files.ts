import { sep } from 'node:path';
import express, { Router } from 'express';
import { ProblemError } from '../problem.ts';

const yearInSeconds = 31_536_000;

/** A page of the cockpit rather than a file: no extension, and wanted as HTML. */
const isPage = (path: string) => !(path.split('/').at(-1) ?? '').includes('.');

/**
 * The built cockpit. Files under assets/ carry a hash of their content in their name and never change; all else
 * is asked for anew each time. Every page is index.html: the browser knows what to show under its path.
 */
export function cockpitFiles(folder: string): Router {
  const router = Router();
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      cacheControl: false,
      setHeaders: (res, file) => {
        const hashed = file.slice(folder.length).startsWith(`${sep}assets${sep}`);
        res.setHeader('Cache-Control', hashed ? `public, max-age=${yearInSeconds}, immutable` : 'no-cache');
      },
    }),
  );
  router.use((req, res, next) => {
    if (!isPage(req.path) || req.accepts('html') === false) {
      next();
      return;
    }
    res.set('Cache-Control', 'no-cache');
    res.sendFile('index.html', { root: folder, cacheControl: false }, (error?: Error) => {
      if (!error) return;
      const missing = 'status' in error && error.status === 404;
      next(
        missing
          ? new ProblemError('not_found', '界面文件尚未生成（缺少 index.html）。请重新运行 npm start')
          : error,
      );
    });
  });
  return router;
}
