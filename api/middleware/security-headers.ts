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

/** The headers helmet gives every answer, asked of it once: they are the same for all. */
export function securityHeaderList(): readonly (readonly [name: string, value: string])[] {
  const req = new IncomingMessage(new Socket());
  const res = new ServerResponse(req);
  protect(req, res, () => undefined);
  return res.getHeaderNames().map((name) => [name, String(res.getHeader(name))]);
}

export function securityHeaders(): RequestHandler {
  const list = securityHeaderList();
  return (_req, res, next) => {
    for (const [name, value] of list) res.setHeader(name, value);
    next();
  };
}
