import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fakeEffects, json, silence } from './fake-effects.ts';
import { isAbort, requestJson, RequestFailure } from './request.ts';

const schema = z.object({ n: z.number() });
const failureOf = async (promise: Promise<unknown>): Promise<RequestFailure> => {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (error instanceof RequestFailure) return error;
  throw new Error(`expected a RequestFailure, got ${String(error)}`);
};

describe('requestJson', () => {
  it('reads what the contract promises', async () => {
    const effects = fakeEffects();
    effects.answer = () => json({ n: 1 });
    await expect(requestJson(effects, '/x', schema)).resolves.toEqual({ n: 1 });
  });

  it('tells an answer of another shape', async () => {
    const effects = fakeEffects();
    effects.answer = () => json({ n: 'one' });
    expect(await failureOf(requestJson(effects, '/x', schema))).toMatchObject({
      kind: 'shape',
      message: '/x: n',
    });
  });

  it('passes on what the server said, with its code', async () => {
    const effects = fakeEffects();
    effects.answer = () =>
      json(
        {
          type: 'about:blank',
          title: '没有数据',
          status: 503,
          detail: '没有已发布的构建',
          instance: '/x',
          code: 'no_build',
          requestId: 'r-1',
        },
        503,
      );
    expect(await failureOf(requestJson(effects, '/x', schema))).toMatchObject({
      kind: 'problem',
      code: 'no_build',
      requestId: 'r-1',
      message: '没有已发布的构建',
    });
  });

  it('copes with an error page that is not ours', async () => {
    const effects = fakeEffects();
    effects.answer = () => new Response('<h1>Bad gateway</h1>', { status: 502 });
    expect(await failureOf(requestJson(effects, '/x', schema))).toMatchObject({
      kind: 'problem',
      code: null,
    });
  });

  it('tells a lost network', async () => {
    const effects = fakeEffects();
    effects.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await failureOf(requestJson(effects, '/x', schema))).toMatchObject({ kind: 'network' });
  });

  it('gives up after its time', async () => {
    const effects = fakeEffects();
    effects.answer = (_, init) => silence(init);
    const failure = failureOf(requestJson(effects, '/x', schema, { timeout: 8_000 }));
    await effects.pass(8_000);
    expect(await failure).toMatchObject({ kind: 'timeout' });
  });

  it('lets the caller give up without calling it a failure', async () => {
    const effects = fakeEffects();
    effects.answer = (_, init) => silence(init);
    const controller = new AbortController();
    const result = requestJson(effects, '/x', schema, { signal: controller.signal }).catch(isAbort);
    controller.abort();
    await expect(result).resolves.toBe(true);
  });
});
