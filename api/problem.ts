import type { Problem, ProblemCode } from './contracts/problem.ts';
import type { LastAttempt } from '../warehouse/build-report.ts';

interface Kind {
  readonly status: number;
  readonly title: string;
}

/** Status and title of every code: the detail is what differs from one request to the next. */
const kinds: Readonly<Record<ProblemCode, Kind>> = {
  not_found: { status: 404, title: '没有这个地址' },
  method_not_allowed: { status: 405, title: '不支持这种请求方法' },
  not_acceptable: { status: 406, title: '没有可接受的格式' },
  uri_too_long: { status: 414, title: '网址过长' },
  body_too_large: { status: 413, title: '内容过长' },
  unknown_metric: { status: 404, title: '没有这个指标' },
  unknown_build: { status: 404, title: '没有这个构建' },
  unauthorised: { status: 401, title: '需要令牌' },
  forbidden: { status: 403, title: '令牌的范围不够' },
  no_rows: { status: 404, title: '没有明细' },
  too_many_rows: { status: 400, title: '行数过多' },
  invalid_parameter: { status: 400, title: '参数有误' },
  unsupported_dimension: { status: 400, title: '指标没有这个维度' },
  no_build: { status: 503, title: '尚无已发布的数据' },
  too_many_requests: { status: 429, title: '请求过于频繁' },
  query_timeout: { status: 503, title: '查询超时' },
  overloaded: { status: 503, title: '服务器繁忙' },
  remote_code_unknown: { status: 404, title: '配对码无效' },
  remote_released: { status: 410, title: '遥控已结束' },
  internal_error: { status: 500, title: '服务器内部错误' },
};

export interface ParameterError {
  readonly parameter: string;
  readonly message: string;
}

interface ProblemExtras {
  readonly errors?: readonly ParameterError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that is not what was asked for, with words a person can act on. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly status: number;
  readonly errors: readonly ParameterError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail what is wrong, where, and what to do, in Chinese. */
  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.code = code;
    this.status = kinds[code].status;
    this.errors = extras.errors;
    this.headers = extras.headers ?? {};
  }

  /** The body of RFC 9457. */
  body(instance: string, requestId: string): Problem {
    return {
      type: `urn:congress-cockpit:problem:${this.code}`,
      title: kinds[this.code].title,
      status: this.status,
      detail: this.message,
      instance,
      code: this.code,
      requestId,
      ...(this.errors === undefined ? {} : { errors: [...this.errors] }),
    };
  }
}

export function invalidParameters(errors: readonly ParameterError[], code: ProblemCode): ProblemError {
  return new ProblemError(code, errors.map((error) => error.message).join('；'), { errors });
}

/** Nothing is published yet; says why when the last attempt failed. */
export function noBuild(lastAttempt: LastAttempt | null): ProblemError {
  const detail =
    lastAttempt?.state === 'failed'
      ? `还没有可以查询的数据：最近一次构建未通过（${lastAttempt.message}）。请按提示改正后重新构建（cockpit build）`
      : '还没有可以查询的数据：首次构建尚未完成。请稍候重试；如尚未导入数据，请先运行 cockpit ingest，再运行 cockpit build';
  return new ProblemError('no_build', detail, { headers: { 'Retry-After': '5' } });
}

export function unknownBuild(id: string): ProblemError {
  return new ProblemError(
    'unknown_build',
    `没有编号为“${id.slice(0, 80)}”的构建，或它已不再保留。保留的构建见 /api/v1/builds`,
  );
}

/** A kept build that was made before what is asked for was there. */
export function olderBuild(id: string): ProblemError {
  return new ProblemError('unknown_build', `构建 ${id} 由较早的版本生成，没有这项数据。请改用较新的构建`);
}

export function queryTimeout(): ProblemError {
  return new ProblemError('query_timeout', '查询超过时限，已中止。请缩小时期或减少 by 的维度后重试', {
    headers: { 'Retry-After': '10' },
  });
}

export function overloaded(): ProblemError {
  return new ProblemError('overloaded', '同时进行的查询过多，本次未执行。请几秒后重试', {
    headers: { 'Retry-After': '3' },
  });
}
