import type { RequestHandler, Response } from 'express';
import type { Access } from './access.ts';

/** Ends what stays open for long (streams of events) as soon as its token no longer opens it. */
export function endWhenRevoked(access: Access): RequestHandler {
  const open = new Map<Response, () => boolean>();
  access.onChange(() => {
    for (const [res, isAdmitted] of open) if (!isAdmitted()) res.end();
  });
  return (req, res, next) => {
    const path = `${req.baseUrl}${req.path}`;
    open.set(res, () => access.admit(req.headers.authorization, path) === 'admitted');
    res.once('close', () => open.delete(res));
    next();
  };
}
