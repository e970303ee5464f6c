import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

const sane = /^[\w.:-]{1,64}$/;
const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

/** The id of a request: the client's own, or a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && sane.test(given) ? given : randomUUID();
}

/** What the log may know of a request: no headers. */
export const loggedRequest = (id: string, method: string | undefined, url: string | undefined) => ({
  id,
  method,
  url,
});

/** The one line of a request that was answered, or whose client left before. */
export function logAnswer(
  logger: Logger,
  req: ReturnType<typeof loggedRequest>,
  { statusCode, writableFinished }: Pick<ServerResponse, 'statusCode' | 'writableFinished'>,
  responseTime: number,
): void {
  const line = { req, res: { statusCode }, responseTime };
  const message = writableFinished ? 'request completed' : 'request aborted';
  if (statusCode >= 500) logger.error(line, message);
  else if (statusCode >= 400) logger.warn(line, message);
  else logger.info(line, message);
}

/** One line a request, under an id that the client may bring and always gets back. */
export function requestLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const id = requestIdOf(req);
    res.setHeader('X-Request-Id', id);
    if (!probes.has(req.url)) {
      const began = performance.now();
      const { method, originalUrl: url } = req;
      res.once('close', () =>
        logAnswer(logger, loggedRequest(id, method, url), res, Math.round(performance.now() - began)),
      );
    }
    next();
  };
}
