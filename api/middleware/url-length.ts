import type { RequestHandler } from 'express';
import { ProblemError } from '../problem.ts';

/** Characters of path and query: room for hundreds of percent-encoded Chinese values. */
const longestUrl = 8192;

/** Turns absurd addresses away before anything looks into them. */
export function limitUrlLength(): RequestHandler {
  return (req, _res, next) => {
    if (req.originalUrl.length > longestUrl)
      throw new ProblemError(
        'uri_too_long',
        `网址有 ${req.originalUrl.length} 个字符，最多 ${longestUrl} 个。请减少筛选值，分几次请求`,
      );
    next();
  };
}
