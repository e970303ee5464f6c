import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { QueryError } from '../../warehouse/engine.ts';
import { MetricRequestError } from '../../warehouse/metrics/request.ts';
import { invalidParameters, ProblemError, queryTimeout } from '../problem.ts';
import { loggedRequest } from './request-log.ts';

/** The status that Express and its middleware put on the errors they throw (a malformed escape, a missing file). */
function statusOf(error: unknown): number | null {
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
    ? error.status
    : null;
}

/** What a client may know of an error; anything unforeseen keeps its words to the log. */
export function toProblem(error: unknown, requestId: string): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof MetricRequestError)
    return invalidParameters([{ parameter: error.parameter, message: error.message }], error.code);
  if (error instanceof QueryError && error.code === 'timeout') return queryTimeout();
  const status = statusOf(error);
  if (status === 404)
    return new ProblemError('not_found', '没有这个地址。请核对网址；接口清单见 api/README.md');
  if (status === 413)
    return new ProblemError(
      'body_too_large',
      '提交的内容过长。请缩短正文后重试（标题 200 字、正文 20000 字以内）',
    );
  if (error instanceof SyntaxError && status === 400)
    return new ProblemError('invalid_parameter', '提交的内容不是有效的 JSON。请检查引号和括号是否成对');
  if (status !== null && status >= 400 && status < 500)
    return new ProblemError('invalid_parameter', '网址无法解析。请检查其中的百分号转义（%）是否完整');
  return new ProblemError(
    'internal_error',
    `服务器处理请求时出错，已写入日志。请稍后重试；仍不成功时，请把请求编号 ${requestId} 告诉管理员`,
  );
}

/** The last handler: every error becomes a problem answer (RFC 9457). */
export function problemAnswer(logger: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const requestId = String(res.getHeader('X-Request-Id') ?? '');
    const problem = toProblem(error, requestId);
    // Nobody is listening: a query cut short because its client left is not an error worth a log line.
    if (req.socket.destroyed) {
      res.end();
      return;
    }
    if (problem.code === 'internal_error' || problem.code === 'query_timeout')
      logger.error({ req: loggedRequest(requestId, req.method, req.originalUrl), err: error }, problem.code);
    if (res.headersSent) {
      next(error);
      return;
    }
    for (const name of ['ETag', 'Last-Modified', 'Content-Length', 'Content-Encoding'])
      res.removeHeader(name);
    res.set({ 'Cache-Control': 'no-store', ...problem.headers });
    const [path = '/'] = req.originalUrl.split('?');
    res
      .status(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify(problem.body(path, requestId)));
  };
}
