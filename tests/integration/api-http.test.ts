import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { problemSchema } from '../../api/contracts/problem.ts';
import { answerOf, ApiBench } from '../fixtures/api-bench.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await ApiBench.open();
  await deliverLittleCity(bench.served);
  expect((await bench.served.build()).kind).toBe('published');
  await bench.live.refresh();
});
afterAll(() => bench.close());
beforeEach(() => bench.forget());

const revenue = '/api/v1/metrics/general_revenue';

describe('validators', () => {
  it.each([revenue, `${revenue}/lineage`, '/api/v1/metrics', `${revenue}?by=area&period=2026`])(
    'answer 304 for %s without a query',
    async (path) => {
      const first = await bench.request().get(path);
      expect(first.headers.etag).toMatch(/^"[\w-]{32}"$/);
      expect(first.headers['cache-control']).toBe('private, no-cache');
      bench.forget();
      const second = await bench
        .request()
        .get(path)
        .set('If-None-Match', first.headers.etag ?? '');
      expect(second.status).toBe(304);
      expect(second.text).toBe('');
      expect(second.headers.etag).toBe(first.headers.etag);
      expect(bench.queries).toEqual([]);
    },
  );

  it.each(['/api/v1/openapi.json', '/api/v1/docs', '/api/v1/suggestions/matters?years=1'])(
    'answer 304 for %s, which belongs to no build',
    async (path) => {
      const first = await bench.request().get(path).expect(200);
      expect(first.headers['cache-control']).toBe('private, no-cache');
      const etag = first.headers.etag ?? '';
      expect(etag).toMatch(/^"[\w-]{32}"$/);
      await bench.request().get(path).set('If-None-Match', etag).expect(304);
      await bench.request().get(path).set('If-None-Match', '"x"').expect(200);
    },
  );

  it.each(['/api/v1/builds', '/api/v1/builds/current', '/api/v1/map'])(
    'and %s takes no build',
    async (path) => {
      const { body } = await answerOf(bench.request().get(`${path}?build=nope`).expect(400));
      expect(problemSchema.parse(body).errors?.[0]?.parameter).toBe('build');
    },
  );

  it.each([
    ['/api/v1/explore?measures=general_revenue&grain=week', '参数 grain 应为 month、quarter、year 之一'],
    ['/api/v1/explore?measures=general_revenue&compare=x', '参数 compare 应为 previous_year、'],
    ['/api/v1/metrics/general_revenue/rows?part=x', '参数 part 应为 numerator、denominator 之一'],
  ])('and %s is told what there is', async (path, said) => {
    const { body } = await answerOf(bench.request().get(path).expect(400));
    expect(problemSchema.parse(body).detail).toContain(said);
  });

  it('queries when the validator is not the right one', async () => {
    const { status } = await bench.request().get(revenue).set('If-None-Match', '"something-else"');
    expect(status).toBe(200);
    expect(bench.queries.length).toBeGreaterThan(0);
  });

  it('differ by route, metric and parameters, not by the order of the query', async () => {
    const etag = async (path: string) => (await bench.request().get(path)).headers.etag;
    const paths = [
      revenue,
      `${revenue}?period=2026`,
      `${revenue}?area=330302`,
      `${revenue}?by=area`,
      `${revenue}/lineage`,
      '/api/v1/metrics/tax_collected',
      '/api/v1/metrics',
    ];
    const etags = await Promise.all(paths.map(etag));
    expect(new Set(etags).size).toBe(paths.length);
    expect(await etag(`${revenue}?area=330303,330302&period=2026`)).toBe(
      await etag(`${revenue}?period=2026&area=330302,330303`),
    );
  });

  it('leave with the answer they belonged to', async () => {
    bench.intercept = () => Promise.reject(new Error('disk on fire'));
    const { status, headers } = await bench.request().get(revenue);
    expect(status).toBe(500);
    expect(headers.etag).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
  });
});

describe('headers', () => {
  it('keep a browser that shows an answer from doing anything with it', async () => {
    for (const path of [revenue, '/healthz', '/api/nothing', '/api/v1/jobs']) {
      const { headers } = await bench.request().get(path);
      expect(headers['x-content-type-options'], path).toBe('nosniff');
      expect(headers['strict-transport-security'], path).toBeUndefined();
      expect(headers['x-powered-by'], path).toBeUndefined();
      if (path === '/healthz') continue;
      expect(headers['content-security-policy'], path).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers['cross-origin-resource-policy'], path).toBe('same-origin');
    }
  });

  it.each(['/api/v1/docs', '/nothing'])('keep the page %s to what is served here', async (path) => {
    const { headers } = await bench.request().get(path);
    const policy = headers['content-security-policy']?.split(';');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'self'",
      ]),
    );
    expect(policy?.join()).not.toContain('upgrade-insecure-requests');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  it('carry the request id, in the log too', async () => {
    const given = await bench.request().get(revenue).set('X-Request-Id', 'wall-1:42');
    expect(given.headers['x-request-id']).toBe('wall-1:42');
    expect(bench.log.map(({ req }) => req?.id)).toEqual(['wall-1:42']);
    const made = await bench.request().get(revenue).set('X-Request-Id', 'two words"}');
    expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('log no header and no probe', async () => {
    await bench.request().get(revenue).set('Authorization', 'Bearer very-secret');
    await bench.request().get('/healthz');
    expect(bench.log).toHaveLength(1);
    expect(JSON.stringify(bench.log)).not.toContain('very-secret');
  });

  it.each(['gzip', 'br'])('compress what is worth it with %s', async (coding) => {
    const list = await bench.request().get('/api/v1/metrics').set('Accept-Encoding', coding);
    expect(list.headers['content-encoding']).toBe(coding);
    expect(list.headers.vary).toContain('Accept-Encoding');
    const tiny = await bench.request().get('/healthz').set('Accept-Encoding', coding);
    expect(tiny.headers['content-encoding']).toBeUndefined();
  });

  it('answer HEAD like GET, without a body', async () => {
    const get = await bench.request().get(revenue);
    const head = await bench.request().head(revenue);
    expect(head.status).toBe(200);
    expect(head.headers.etag).toBe(get.headers.etag);
  });
});

describe('problems', () => {
  it.each(['/api', '/api/v1', '/api/v1/nothing', '/api/v2/metrics', '/nothing'])(
    'know no %s',
    async (path) => {
      const { status, body, headers } = await answerOf(bench.request().get(path));
      expect(status).toBe(404);
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(problemSchema.parse(body)).toMatchObject({
        type: 'urn:congress-cockpit:problem:not_found',
        status: 404,
        code: 'not_found',
        instance: path,
        requestId: headers['x-request-id'],
      });
    },
  );

  it.each(['post', 'put', 'patch', 'delete'] as const)('let nobody %s', async (method) => {
    for (const path of [revenue, '/api/v1/rejects', '/healthz', '/anything']) {
      const { status, body, headers } = await answerOf(bench.request()[method](path));
      expect(status).toBe(405);
      expect(headers.allow).toBe('GET, HEAD, OPTIONS');
      expect(problemSchema.parse(body).code).toBe('method_not_allowed');
    }
  });

  it('say what can be done when asked', async () => {
    const { status, headers } = await bench.request().options(revenue);
    expect(status).toBe(204);
    expect(headers.allow).toBe('GET, HEAD, OPTIONS');
  });

  it('turn absurd and broken addresses away', async () => {
    const long = await bench.request().get(`${revenue}?area=${'x'.repeat(9000)}`);
    expect(long.status).toBe(414);
    expect(problemSchema.parse(long.body).code).toBe('uri_too_long');
    const broken = await bench.request().get('/api/v1/metrics/%E4%zz');
    expect(broken.status).toBe(400);
    expect(problemSchema.parse(broken.body).code).toBe('invalid_parameter');
  });

  it('keep what broke to the log', async () => {
    bench.intercept = () => Promise.reject(new Error('secret path /var/data'));
    const { status, text, body } = await answerOf(
      bench.request().get(revenue).set('X-Request-Id', 'broken-1'),
    );
    expect(status).toBe(500);
    expect(problemSchema.parse(body)).toMatchObject({ code: 'internal_error', requestId: 'broken-1' });
    expect(text).toContain('broken-1');
    expect(text).not.toMatch(/secret|\/var|at .*\.ts|node_modules/);
    const logged = bench.log.find(({ msg }) => msg === 'internal_error');
    expect(logged?.err?.stack).toContain('secret path /var/data');
  });

  it('keep the SQL of a failed query to the log', async () => {
    bench.intercept = (engine) => engine.rows('select * from marts.nowhere');
    const { status, text } = await bench.request().get(revenue);
    expect(status).toBe(500);
    expect(text).not.toMatch(/nowhere|select|Catalog/i);
  });

  it('hold back who asks too often, and only there', async () => {
    const request = bench.request({ limits: { requestsPerMinute: 3 } });
    for (let count = 0; count < 3; count += 1)
      expect((await request.get('/api/v1/metrics')).status).toBe(200);
    const { status, body, headers } = await answerOf(request.get('/api/v1/metrics'));
    expect(status).toBe(429);
    expect(problemSchema.parse(body).code).toBe('too_many_requests');
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect((await request.get('/readyz')).status).toBe(200);
  });
});

describe('the cockpit', () => {
  let folder: string;
  beforeAll(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'cockpit-assets-')), '.dist');
    await mkdir(join(folder, 'assets'), { recursive: true });
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>温州人大</title>');
    await writeFile(join(folder, 'assets', 'index-4f2a.js'), 'export {};');
    await writeFile(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  });
  afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }));

  it.each(['/', '/screen', '/desk/warnings?id=1'])('is the one page under %s', async (path) => {
    const { status, text, headers } = await bench
      .request({ assetsFolder: folder })
      .get(path)
      .set('Accept', 'text/html,*/*;q=0.8');
    expect(status).toBe(200);
    expect(text).toContain('温州人大');
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
  });

  it('has files that never change, and others that are asked for each time', async () => {
    const request = bench.request({ assetsFolder: folder });
    const hashed = await request.get('/assets/index-4f2a.js');
    expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(hashed.headers['content-type']).toContain('javascript');
    expect((await request.get('/favicon.svg')).headers['cache-control']).toBe('no-cache');
  });

  it('is no answer to a missing file, to the API, or to who wants no page', async () => {
    const request = bench.request({ assetsFolder: folder });
    for (const path of [
      '/assets/gone-1.js',
      '/../package.json',
      '/.env',
      '/api/v1/nothing',
      '/metrics',
      '/metrics/',
    ])
      expect((await request.get(path).set('Accept', 'text/html')).status).toBe(404);
    expect((await request.get('/screen').set('Accept', 'application/json')).status).toBe(404);
    expect((await request.post('/screen')).status).toBe(405);
  });

  it('says what to do when it was not built', async () => {
    const request = bench.request({ assetsFolder: join(folder, 'nowhere') });
    const { status, body } = await answerOf(request.get('/').set('Accept', 'text/html'));
    expect(status).toBe(404);
    expect(problemSchema.parse(body).detail).toContain('npm start');
  });
});
