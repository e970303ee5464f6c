import type { RequestHandler } from 'express';
import { ProblemError } from '../problem.ts';

const allowed = 'GET, HEAD, OPTIONS';

/** Lets reading requests through: nothing can be changed over this API. */
export function readOnly(): RequestHandler {
  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') next();
    else if (req.method === 'OPTIONS') res.set('Allow', allowed).status(204).end();
    else
      throw new ProblemError('method_not_allowed', `${req.path} 只能读取，不支持 ${req.method}。请改用 GET`, {
        headers: { Allow: allowed },
      });
  };
}
