import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Nothing is loaded from elsewhere. Styles may be inline because charts set them on elements. No HSTS and no
 * upgrade to https: the server itself speaks http, on loopback or behind a proxy that adds its own.
 */
const protect = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
      'font-src': ["'self'"],
      'connect-src': ["'self'"],
      'object-src': ["'none'"],
      'base-uri': ["'self'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'self'"],
    },
  },
  strictTransportSecurity: false,
});

/** The headers helmet gives a page, asked of it once: they are the same for all. */
function pageHeaderList(): readonly (readonly [name: string, value: string])[] {
  const req = new IncomingMessage(new Socket());
  const res = new ServerResponse(req);
  protect(req, res, () => undefined);
  return res.getHeaderNames().map((name) => [name, String(res.getHeader(name))]);
}

const ofPages = pageHeaderList();

/**
 * What matters for an answer that is read by a program: should a browser show it all the same, it loads and runs
 * nothing, is in no frame, is taken for nothing but what it says it is, and is no part of another site. The rest of
 * a page's headers speaks of what a document does.
 */
export const dataHeaders: readonly (readonly [name: string, value: string])[] = [
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['X-Content-Type-Options', 'nosniff'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
];

const isData = (url: string): boolean => url.startsWith('/api/');

/** The headers of a page for an answer below /api that is one. */
export function setPageHeaders(res: ServerResponse): void {
  for (const [name, value] of ofPages) res.setHeader(name, value);
}

export function securityHeaders(): RequestHandler {
  return (req, res, next) => {
    for (const [name, value] of isData(req.url) ? dataHeaders : ofPages) res.setHeader(name, value);
    next();
  };
}
