import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import type { AnswerStore, Coding } from './answer-store.ts';
import type { Access } from './access/access.ts';
import type { KnownAnswerCount, KnownAnswerLog } from './known-answer-log.ts';
import { requestIdOf } from './middleware/request-log.ts';

const mostAddresses = 5_000;
const longestAddress = 2_000;
const lookedUpMs = 1_000;
/** Longer bodies are not kept as text too: beside their length, one write instead of two counts for nothing. */
const longestText = 64 * 1_024;
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
/** What a 304 renews of the answer the client has; all else stays as the client got it (RFC 9110, 15.4.5). */
const renewedHeaders: ReadonlySet<string> = new Set(['cache-control', 'etag', 'vary']);

interface Hot {
  readonly etag: string;
  readonly coding: Coding;
  /** Whether it is still right. */
  readonly holds: () => boolean;
  /** Names and values in turn, as the application sent them, which is how node:http writes them soonest;
   * null: it was asked for by a client that had it, and its body was not looked at. */
  readonly headers: readonly string[] | null;
  /** Those of a 304. */
  readonly renewed: readonly string[];
  /** How often it was given and not yet logged. */
  readonly given: KnownAnswerCount;
}

const keyOf = (url: string, headers: IncomingMessage['headers']): string =>
  `${url}\n${headers.accept ?? ''}\n${headers['accept-encoding'] ?? ''}`;

const headerText = (value: number | string | readonly string[] | undefined): string =>
  typeof value === 'object' ? value.join(', ') : String(value ?? '');

/**
 * Answers that were given and are still right, found by the address alone: they go out before the application is
 * asked, with the headers the application gave them.
 */
export class HotAnswers {
  readonly #store: AnswerStore;
  readonly #buildId: () => string | null;
  readonly #now: () => number;
  readonly #hot = new LRUCache<string, Hot>({ max: mostAddresses });
  readonly #texts = new WeakMap<Buffer, string>();
  #news = 0;

  /** @param now milliseconds since any moment, never backwards */
  constructor(store: AnswerStore, buildId: () => string | null, now = () => performance.now()) {
    this.#store = store;
    this.#buildId = buildId;
    this.#now = now;
  }

  /** An answer holds as long as its build is served; for ever, when the build was asked for by name. */
  whileServed(req: Request, build: string): () => boolean {
    return req.query.build === undefined ? () => build === this.#buildId() : () => true;
  }

  /**
   * Remembers an answer from what is looked up in files: it is looked up again after as long as a new build may take
   * to be seen; at once, when another build is served or there is news. To be called before anything is looked up.
   */
  remembers(req: Request, res: Response): (etag: string, coding: Coding) => void {
    const build = this.#buildId();
    const until = this.#now() + lookedUpMs;
    const news = this.#news;
    const holds = () => this.#now() < until && build === this.#buildId() && news === this.#news;
    return (etag, coding) => this.remember(req, res, etag, coding, holds);
  }

  /** Something is about to be told to those who listen: what was looked up before may be old. */
  lookAgain(): void {
    this.#news += 1;
  }

  /** Remembers where an answer was found; to be called when all its headers are set. */
  remember(req: Request, res: Response, etag: string, coding: Coding, holds: () => boolean): void {
    const key = keyOf(req.originalUrl, req.headers);
    if (req.method !== 'GET' || key.length > longestAddress) return;
    const named = res.getHeaderNames().filter((name) => !ownHeaders.has(name));
    const flat = (names: readonly string[]) =>
      names.flatMap((name) => [name, headerText(res.getHeader(name))]);
    this.#hot.set(key, {
      etag,
      coding,
      holds,
      headers: res.statusCode === 200 ? flat(named) : null,
      renewed: flat(named.filter((name) => renewedHeaders.has(name))),
      given: this.#hot.peek(key)?.given ?? { url: req.originalUrl, sent: 0, unchanged: 0 },
    });
  }

  /**
   * Answers a request from what is known; false: the application has to.
   * @param access asked first, as the application would
   */
  answer(req: IncomingMessage, res: ServerResponse, access: Access, log: KnownAnswerLog): boolean {
    if (req.method !== 'GET') return false;
    const { url = '', headers } = req;
    const hot = this.#hot.get(keyOf(url, headers));
    if (hot?.holds() !== true) return false;
    const query = url.indexOf('?');
    const path = query === -1 ? url : url.slice(0, query);
    if (access.admit(headers.authorization, path) !== 'admitted') return false;
    const asked = headers['if-none-match'];
    // Weakened or listed validators and `*` take reading: the application does that.
    if (asked !== undefined && asked !== hot.etag) return false;
    const { given } = hot;
    const isNew = given.sent + given.unchanged === 0;
    if (asked !== undefined && headers['cache-control'] === undefined) {
      res.writeHead(304, [...hot.renewed, 'X-Request-Id', requestIdOf(req)]);
      res.end();
      given.unchanged += 1;
    } else {
      const bytes = this.#store.find(hot.etag, hot.coding)?.bytes;
      if (bytes === undefined || hot.headers === null) return false;
      const own = ['Content-Length', String(bytes.length), 'X-Request-Id', requestIdOf(req)];
      res.writeHead(200, [...hot.headers, ...own]);
      if (bytes.length > longestText) res.end(bytes);
      else res.end(this.#textOf(bytes), 'latin1');
      given.sent += 1;
    }
    if (isNew) log.begin(given);
    return true;
  }

  /** A character a byte: such a text goes out in one write with its headers, bytes go out in another. */
  #textOf(bytes: Buffer): string {
    const known = this.#texts.get(bytes);
    if (known !== undefined) return known;
    const text = bytes.toString('latin1');
    this.#texts.set(bytes, text);
    return text;
  }
}
