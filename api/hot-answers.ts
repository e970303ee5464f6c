import { randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { AnswerStore, Coding } from './answer-store.ts';
import type { Access } from './access/access.ts';

const mostAddresses = 5_000;
const longestAddress = 2_000;
const sane = /^[\w.:-]{1,64}$/;
/** Headers that belong to one response, not to the answer. */
const ownHeaders: ReadonlySet<string> = new Set([
  'x-request-id',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'date',
  'content-length',
  'transfer-encoding',
  'connection',
]);

interface Hot {
  readonly etag: string;
  readonly coding: Coding;
  /** The build it was answered from. */
  readonly build: string;
  /** Asked for by name: it stays right when another build is served. */
  readonly isNamed: boolean;
  /** As the application sent them. */
  readonly headers: OutgoingHttpHeaders;
}

const keyOf = (url: string, headers: IncomingMessage['headers']): string =>
  `${url}\n${headers.accept ?? ''}\n${headers['accept-encoding'] ?? ''}`;

/**
 * Answers that were given and are still right, found by the address alone: they go out before the application is
 * asked, with the headers the application gave them.
 */
export class HotAnswers {
  readonly #store: AnswerStore;
  readonly #buildId: () => string | null;
  readonly #hot = new LRUCache<string, Hot>({ max: mostAddresses });

  constructor(store: AnswerStore, buildId: () => string | null) {
    this.#store = store;
    this.#buildId = buildId;
  }

  /** Remembers where an answer was found; to be called when all its headers are set. */
  remember(req: Request, res: Response, etag: string, coding: Coding, build: string): void {
    const key = keyOf(req.originalUrl, req.headers);
    if (req.method !== 'GET' || key.length > longestAddress) return;
    const headers = Object.fromEntries(
      Object.entries(res.getHeaders()).filter(([name]) => !ownHeaders.has(name)),
    );
    this.#hot.set(key, { etag, coding, build, isNamed: req.query.build !== undefined, headers });
  }

  /**
   * Answers a request from what is known; false: the application has to.
   * @param access asked first, as the application would
   */
  answer(req: IncomingMessage, res: ServerResponse, access: Access, logger: Logger): boolean {
    if (req.method !== 'GET') return false;
    const hot = this.#hot.get(keyOf(req.url ?? '', req.headers));
    if (hot === undefined || (!hot.isNamed && hot.build !== this.#buildId())) return false;
    const { url = '' } = req;
    const query = url.indexOf('?');
    const path = query === -1 ? url : url.slice(0, query);
    if (access.admit(req.headers.authorization, path) !== 'admitted') return false;
    const given = req.headers['x-request-id'];
    const id = typeof given === 'string' && sane.test(given) ? given : randomUUID();
    const isKnown = req.headers['if-none-match'] === hot.etag && req.headers['cache-control'] === undefined;
    const stored = isKnown ? undefined : this.#store.find(hot.etag, hot.coding);
    if (!isKnown && stored === undefined) return false;
    for (const [name, value] of Object.entries(hot.headers))
      if (
        value !== undefined &&
        !(isKnown && name.startsWith('content-') && name !== 'content-security-policy')
      )
        res.setHeader(name, value);
    res.setHeader('X-Request-Id', id);
    res.statusCode = isKnown ? 304 : 200;
    if (stored !== undefined) res.setHeader('Content-Length', stored.bytes.length);
    res.end(stored?.bytes);
    logger.info(
      { req: { id, method: 'GET', url }, res: { statusCode: res.statusCode } },
      'request completed',
    );
    return true;
  }
}
