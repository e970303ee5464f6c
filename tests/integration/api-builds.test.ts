import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { currentBuildSchema } from '../../api/contracts/builds.ts';
import { healthSchema, readinessSchema } from '../../api/contracts/health.ts';
import { problemSchema } from '../../api/contracts/problem.ts';
import { answerOf, ApiBench } from '../fixtures/api-bench.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';

describe('before the first build', () => {
  let bench: ApiBench;
  beforeAll(async () => {
    bench = await ApiBench.open();
  });
  afterAll(() => bench.close());

  it('is up', async () => {
    const { status, body } = await answerOf(bench.request().get('/healthz'));
    expect(status).toBe(200);
    expect(healthSchema.parse(body).at).toBe('2026-11-03T02:00:00.000Z');
  });

  it.each(['/readyz', '/api/v1/builds/current', '/api/v1/metrics', '/api/v1/metrics/general_revenue'])(
    'says of %s that there is no build yet and when to ask again',
    async (path) => {
      const { status, body, headers } = await answerOf(bench.request().get(path));
      expect(status).toBe(503);
      expect(headers['retry-after']).toBe('5');
      expect(headers.etag).toBeUndefined();
      expect(problemSchema.parse(body)).toMatchObject({ code: 'no_build', instance: path });
      expect(problemSchema.parse(body).detail).toContain('cockpit build');
    },
  );

  it('says why, when the first build failed', async () => {
    await bench.served.deliver('finance_payments', [
      { payment_id: 'P1', paid_on: '2026-01-15' },
      { payment_id: 'P1', paid_on: '2026-02-15' },
    ]);
    expect((await bench.served.build()).kind).toBe('failed');
    const { status, body } = await answerOf(bench.request().get('/readyz'));
    expect(status).toBe(503);
    expect(problemSchema.parse(body).detail).toContain('1 项检查未通过');
  });
});

describe('with a build', () => {
  let bench: ApiBench;
  beforeAll(async () => {
    bench = await ApiBench.open();
    await deliverLittleCity(bench.served);
    expect((await bench.served.build()).kind).toBe('published');
    await bench.live.refresh();
  });
  afterAll(() => bench.close());

  it('is ready, with its id', async () => {
    const { status, body } = await answerOf(bench.request().get('/readyz'));
    expect(status).toBe(200);
    expect(readinessSchema.parse(body).build).toBe(bench.live.buildId);
  });

  it('describes the build served and its datasets', async () => {
    const { status, body } = await answerOf(bench.request().get('/api/v1/builds/current'));
    expect(status).toBe(200);
    const current = currentBuildSchema.parse(body);
    expect(current.build).toMatchObject({ id: bench.live.buildId, rows: 18 });
    expect(current.build.checksPassed).toBeGreaterThan(0);
    expect(current).toMatchObject({
      completeTo: '2026-01-10',
      asOf: '2026-02-28',
      origins: ['delivered', 'published', 'sample'],
      lastAttempt: { state: 'published', failedChecks: [] },
    });
    expect(current.datasets.find(({ contract }) => contract === 'finance.payments')).toMatchObject({
      asOf: '2026-02-21',
      rows: 5,
      origins: ['sample'],
    });
  });

  it('keeps serving, and says so under a new validator, when a later build fails', async () => {
    const before = await bench.request().get('/api/v1/builds/current');
    const { etag = '' } = before.headers;
    const same = await bench.request().get('/api/v1/builds/current').set('If-None-Match', etag);
    expect(same.status).toBe(304);

    await bench.served.deliver('stations_opinions', [{ opinion_id: 'O9', station_code: 'nowhere' }]);
    expect((await bench.served.build()).kind).toBe('failed');
    await bench.live.refresh();

    const after = await bench.request().get('/api/v1/builds/current').set('If-None-Match', etag);
    expect(after.status).toBe(200);
    expect(after.headers.etag).not.toBe(etag);
    const current = currentBuildSchema.parse(after.body);
    expect(current.build).toEqual(currentBuildSchema.parse(before.body).build);
    expect(current.lastAttempt.state).toBe('failed');
    expect(current.lastAttempt.failedChecks.length).toBeGreaterThan(0);
    const values = await bench.request().get('/api/v1/metrics/general_revenue');
    expect(values.status).toBe(200);
  });
});
