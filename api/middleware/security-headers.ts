import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Nothing is loaded from elsewhere. Styles may be inline because charts set them on elements. No HSTS and no
 * upgrade to https: the server itself speaks http, on loopback or behind a proxy that adds its own.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
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
}
