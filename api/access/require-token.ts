import type { RequestHandler } from 'express';
import { ProblemError } from '../problem.ts';
import type { Access } from './access.ts';

/** What keeps a server alive is asked by machines that have no token; it tells nothing about the data. */
const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

/** Turns away who shows no token in force, or one that opens something else. */
export function requireToken(access: Access): RequestHandler {
  return (req, _res, next) => {
    const admission = probes.has(req.path) ? 'admitted' : access.admit(req.headers.authorization, req.path);
    if (admission === 'admitted') {
      next();
      return;
    }
    if (admission === 'forbidden')
      throw new ProblemError('forbidden', '这个令牌不能读取这里。请向管理员申请带有相应范围的令牌');
    throw new ProblemError(
      'unauthorised',
      '需要令牌。程序请用 Authorization: Bearer 令牌；浏览器请在密码一栏填入令牌。令牌由管理员用 cockpit token create 签发',
      { headers: { 'WWW-Authenticate': 'Basic realm="cockpit", charset="UTF-8"' } },
    );
  };
}
