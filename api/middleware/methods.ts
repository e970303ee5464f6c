import type { RequestHandler } from 'express';
import { ProblemError } from '../problem.ts';

const reading = 'GET, HEAD, OPTIONS';

/**
 * Lets reading requests through, and POST where the question is too long for an address or something is put on
 * record. Nothing that is counted can be changed over this API.
 * @param posted the paths that take a POST
 */
export function limitMethods(posted: ReadonlySet<string>): RequestHandler {
  return (req, res, next) => {
    const allowed = posted.has(req.path) ? 'POST, OPTIONS' : reading;
    if (allowed.split(', ').includes(req.method) && req.method !== 'OPTIONS') next();
    else if (req.method === 'OPTIONS') res.set('Allow', allowed).status(204).end();
    else {
      const detail = posted.has(req.path)
        ? `${req.path} 不支持 ${req.method}。请改用 POST，内容为 JSON`
        : `${req.path} 只能读取，不支持 ${req.method}。请改用 GET`;
      throw new ProblemError('method_not_allowed', detail, { headers: { Allow: allowed } });
    }
  };
}
