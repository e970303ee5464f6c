import { constants } from 'node:zlib';
import compression from 'compression';
import type { RequestHandler } from 'express';

const tinyBytes = 1024;

/** The cheapest levels: higher ones cost several times the time for a few per cent of the size. */
export function compress(): RequestHandler {
  return compression({
    threshold: tinyBytes,
    level: 1,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
}
