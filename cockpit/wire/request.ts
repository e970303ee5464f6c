import { z } from 'zod';
import { problemSchema } from '../../api/contracts/problem.ts';
import type { ProblemCode } from '../../api/contracts/problem.ts';
import type { Effects } from './effects.ts';

/** network: nobody answered · timeout: nobody answered in time · problem: the server said no · shape: the answer is not what the contract says. */
export type FailureKind = 'network' | 'timeout' | 'problem' | 'shape';

export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  readonly kind: FailureKind;
  /** The server's code and words, where it gave any. */
  readonly code: ProblemCode | null;
  readonly requestId: string | null;

  constructor(
    kind: FailureKind,
    message: string,
    code: ProblemCode | null = null,
    requestId: string | null = null,
  ) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.requestId = requestId;
  }
}

/** True when the caller gave up, which is nobody's failure. */
export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

const problemOf = async (response: Response): Promise<RequestFailure> => {
  const body: unknown = await response.json().catch(() => null);
  const problem = problemSchema.safeParse(body);
  return problem.success
    ? new RequestFailure('problem', problem.data.detail, problem.data.code, problem.data.requestId)
    : new RequestFailure('problem', `HTTP ${response.status}`);
};

export interface RequestOptions {
  readonly signal?: AbortSignal;
  readonly timeout?: number;
  /** Sees the answer's head. */
  readonly onAnswer?: (response: Response) => void;
  /** Puts a good answer on the shelf, for {@link recallJson}. */
  readonly keep?: boolean;
  /** Sent as JSON by POST; without it the question is a GET. */
  readonly body?: unknown;
}

const defaultTimeout = 10_000;

/**
 * Reads one JSON answer and checks it against its contract.
 *
 * @throws RequestFailure for anything that went wrong; a DOMException `AbortError` when `signal` was aborted.
 */
export async function requestJson<Schema extends z.ZodType>(
  effects: Effects,
  path: string,
  schema: Schema,
  options: RequestOptions = {},
): Promise<z.output<Schema>> {
  const controller = new AbortController();
  const timeout = { reached: false };
  const timer = effects.setTimer(() => {
    timeout.reached = true;
    controller.abort();
  }, options.timeout ?? defaultTimeout);
  const abort = (): void => controller.abort();
  options.signal?.addEventListener('abort', abort);
  try {
    if (options.signal?.aborted === true) abort();
    const response = await effects.fetch(path, {
      signal: controller.signal,
      ...(options.body === undefined
        ? { headers: { accept: 'application/json' } }
        : {
            method: 'POST',
            headers: { accept: 'application/json', 'content-type': 'application/json' },
            body: JSON.stringify(options.body),
          }),
    });
    options.onAnswer?.(response);
    if (!response.ok) throw await problemOf(response);
    const body: unknown = await response.json();
    const parsed = schema.safeParse(body);
    if (!parsed.success)
      throw new RequestFailure('shape', `${path}: ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
    if (options.keep === true) void effects.shelf.put(path, { at: effects.now(), body });
    return parsed.data;
  } catch (error) {
    if (error instanceof RequestFailure) throw error;
    if (timeout.reached) throw new RequestFailure('timeout', path);
    if (isAbort(error)) throw error;
    throw new RequestFailure('network', error instanceof Error ? error.message : path);
  } finally {
    effects.clearTimer(timer);
    options.signal?.removeEventListener('abort', abort);
  }
}

/** True when nobody answered: what was read last is then as good as it gets. */
export const isAway = ({ kind }: RequestFailure): boolean => kind === 'network' || kind === 'timeout';

/** The last good answer of a path, and when it was read; null when there is none of this shape. */
export async function recallJson<Schema extends z.ZodType>(
  effects: Effects,
  path: string,
  schema: Schema,
): Promise<{ readonly at: number; readonly value: z.output<Schema> } | null> {
  const kept = await effects.shelf.get(path);
  const parsed = schema.safeParse(kept?.body);
  return kept !== null && parsed.success ? { at: kept.at, value: parsed.data } : null;
}

/** Tells the server something it answers without words. @throws RequestFailure */
export const requestNothing = (effects: Effects, path: string, body: unknown): Promise<null> =>
  requestJson(
    { ...effects, fetch: async (input, init) => silent(await effects.fetch(input, init)) },
    path,
    z.null(),
    { body },
  );

/** An answer without content reads as null. */
const silent = (response: Response): Response => (response.status === 204 ? Response.json(null) : response);
