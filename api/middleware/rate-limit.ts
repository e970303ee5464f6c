import { isIPv6 } from 'node:net';
import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { ProblemError } from '../problem.ts';

const minuteMs = 60_000;

/** So many requests a minute and client address: a wall asks for some dozens, a loop gone wild for thousands. */
export function limitRate(requestsPerMinute: number): RequestHandler {
  return rateLimit({
    windowMs: minuteMs,
    limit: requestsPerMinute,
    // Draft 8 names each client by a hash, which costs an answer twice as much as all the rest of this.
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    // The address is the connection's; a forwarded one is ignored on purpose. A neighbourhood of IPv6 is one client.
    keyGenerator: ({ socket: { remoteAddress = '' } }) =>
      isIPv6(remoteAddress) ? ipKeyGenerator(remoteAddress) : remoteAddress,
    validate: false,
    handler: (_req, res, next) => {
      const seconds = Number(res.getHeader('Retry-After') ?? 60);
      next(
        new ProblemError(
          'too_many_requests',
          `本机每分钟最多请求 ${requestsPerMinute} 次，已超出。请 ${seconds} 秒后重试，或降低刷新频率`,
        ),
      );
    },
  });
}
