import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import supertest from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { metricValuesSchema } from '../../api/contracts/metrics.ts';
import { problemSchema } from '../../api/contracts/problem.ts';
import { QueryError } from '../../warehouse/engine.ts';
import { answerOf, ApiBench } from '../fixtures/api-bench.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';

/** Runs for minutes unless interrupted. */
const endless = 'select count(*) from range(10000000) a, range(10000000) b where a.range + b.range = 7';
const expenditure = '/api/v1/metrics/general_expenditure';

/** A promise and the hand that fulfils it. */
function latch(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

let bench: ApiBench;
beforeEach(async () => {
  bench = await ApiBench.open();
  await deliverLittleCity(bench.served);
  expect((await bench.served.build()).kind).toBe('published');
  await bench.live.refresh();
});
afterEach(() => bench.close());

describe('a build published while a request runs', () => {
  it('leaves the running request on the build it began with, validator and rows', async () => {
    const app = bench.app();
    const oldBuild = bench.live.buildId;
    const { etag: oldEtag } = (await supertest(app).get(expenditure)).headers;
    const [begun, released] = [latch(), latch()];
    bench.intercept = async (engine, ...query) => {
      begun.open();
      await released.opened;
      return engine.rows(...query);
    };
    // An application of its own, whose store does not have the answer yet.
    const slow = supertest(bench.app())
      .get(expenditure)
      .then((response) => response);
    await begun.opened;

    await bench.served.deliver('finance_payments', [
      { payment_id: 'P9', paid_on: '2026-03-03', amount: 1000 },
    ]);
    expect((await bench.served.build()).kind).toBe('published');
    await bench.live.refresh();
    expect(bench.live.buildId).not.toBe(oldBuild);
    bench.intercept = (engine, ...query) => engine.rows(...query);

    const fresh = await supertest(app)
      .get(expenditure)
      .set('If-None-Match', oldEtag ?? '');
    expect(fresh.status).toBe(200);
    expect(metricValuesSchema.parse(fresh.body)).toMatchObject({
      build: bench.live.buildId,
      rows: [{ value: 1357.6 }],
    });

    released.open();
    const answered = await slow;
    expect(metricValuesSchema.parse(answered.body)).toMatchObject({
      build: oldBuild,
      rows: [{ value: 357.6 }],
    });
    expect(answered.headers.etag).toBe(oldEtag);
  });
});

describe('a query without end', () => {
  beforeEach(() => {
    bench.intercept = (engine, _sql, _parameters, options) => engine.rows(endless, {}, options);
  });

  it('is cut short when its time is up', async () => {
    const startedAt = performance.now();
    const { status, body, headers } = await answerOf(
      bench.request({ limits: { queryTimeoutMs: 300 } }).get(expenditure),
    );
    expect(status).toBe(503);
    expect(problemSchema.parse(body).code).toBe('query_timeout');
    expect(headers['retry-after']).toBe('10');
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    bench.intercept = (engine, ...query) => engine.rows(...query);
    expect((await bench.request().get(expenditure)).status).toBe(200);
  });

  it('is cut short when its client leaves', async () => {
    const cutShort = latch();
    const begun = latch();
    const errors: unknown[] = [];
    bench.intercept = async (engine, _sql, _parameters, options) => {
      begun.open();
      try {
        return await engine.rows(endless, {}, options);
      } catch (error) {
        errors.push(error);
        cutShort.open();
        throw error;
      }
    };
    const server = bench.app({ limits: { queryTimeoutMs: 60_000 } }).listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      const leaving = httpRequest({ port, host: '127.0.0.1', path: expenditure });
      leaving.on('error', () => undefined);
      leaving.end();
      await begun.opened;
      await sleep(100);
      leaving.destroy();
      await cutShort.opened;
      expect(errors[0]).toBeInstanceOf(QueryError);
      expect(errors[0]).toMatchObject({ code: 'aborted' });
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('turns others away at once when there are too many', async () => {
    const app = bench.app({ limits: { queryTimeoutMs: 1_000, concurrentQueries: 1 } });
    const begun = latch();
    bench.intercept = (engine, _sql, _parameters, options) => {
      begun.open();
      return engine.rows(endless, {}, options);
    };
    const first = supertest(app)
      .get(expenditure)
      .then((response) => response);
    await begun.opened;
    const second = await supertest(app).get(`${expenditure}?by=area`);
    expect(second.status).toBe(503);
    expect(problemSchema.parse(second.body).code).toBe('overloaded');
    expect(second.headers['retry-after']).toBe('3');
    expect(problemSchema.parse((await first).body).code).toBe('query_timeout');
  });
});

describe('exports', () => {
  const rows = `${expenditure}/rows?format=csv`;

  it('are two at a time, end with their clients, and leave room for the next', async () => {
    const begun = [latch(), latch()];
    const ended = [latch(), latch()];
    let running = 0;
    bench.intercept = async (engine, _sql, _parameters, options) => {
      const at = running++;
      begun[at]?.open();
      try {
        return await engine.rows(endless, {}, options);
      } catch (error) {
        expect(error).toMatchObject({ code: 'aborted' });
        ended[at]?.open();
        throw error;
      }
    };
    const server = bench.app().listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      const leaving = begun.map(() => {
        const client = httpRequest({ port, host: '127.0.0.1', path: rows });
        client.on('error', () => undefined);
        client.end();
        return client;
      });
      await Promise.all(begun.map(({ opened }) => opened));
      const third = await fetch(`http://127.0.0.1:${port}${rows}`);
      expect(third.status).toBe(503);
      expect(third.headers.get('retry-after')).toBe('3');
      expect(problemSchema.parse(await third.json()).code).toBe('overloaded');

      for (const client of leaving) client.destroy();
      await Promise.all(ended.map(({ opened }) => opened));
      bench.intercept = (engine, ...query) => engine.rows(...query);
      const next = await fetch(`http://127.0.0.1:${port}${rows}`);
      expect(next.status).toBe(200);
      expect((await next.text()).split('\r\n').length).toBeGreaterThan(3);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

describe('what analysts ask', () => {
  const pivot = '/api/v1/explore?measures=general_expenditure&by=';

  it('waits for its turn, is turned away when too many wait, and never keeps a tile waiting', async () => {
    const app = bench.app({ limits: { concurrentQueries: 1, concurrentAnalyses: 1, waitingAnalyses: 1 } });
    const [begun, released] = [latch(), latch()];
    bench.intercept = async (engine, ...query) => {
      begun.open();
      await released.opened;
      return engine.rows(...query);
    };
    const ask = (path: string) => Promise.resolve(supertest(app).get(path)).then((response) => response);
    const first = ask(`${pivot}area`);
    await begun.opened;
    bench.forget();
    const others = ['department', 'function'].map((by) => ask(`${pivot}${by}`));
    // One of them waits; the other is answered at once.
    const away = await Promise.race(others);
    expect(away.status).toBe(503);
    expect(problemSchema.parse(away.body).code).toBe('overloaded');
    expect(bench.queries).toEqual([]);
    bench.intercept = (engine, ...query) => engine.rows(...query);
    expect((await ask(expenditure)).status).toBe(200);
    released.open();
    const statuses = (await Promise.all([first, ...others])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 200, 503]);
  });
});

describe('the same question from several clients at once', () => {
  it('is worked on once, and again only for another build', async () => {
    const app = bench.app();
    const released = latch();
    bench.forget();
    bench.intercept = async (engine, ...query) => {
      await released.opened;
      return engine.rows(...query);
    };
    const asked = Array.from({ length: 5 }, () =>
      supertest(app)
        .get(`${expenditure}?period=2026`)
        .then((response) => response),
    );
    await sleep(50);
    released.open();
    const bodies = (await Promise.all(asked)).map(({ body }) => metricValuesSchema.parse(body));
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(bench.queries).toHaveLength(1);
    await supertest(app).get(`${expenditure}?period=2026`);
    expect(bench.queries).toHaveLength(1);

    await bench.served.deliver('finance_payments', [
      { payment_id: 'P9', paid_on: '2026-03-03', amount: 1000 },
    ]);
    expect((await bench.served.build()).kind).toBe('published');
    await bench.live.refresh();
    const { body } = await answerOf(supertest(app).get(`${expenditure}?period=2026`));
    expect(metricValuesSchema.parse(body).rows).toMatchObject([{ value: 1357.6 }]);
    expect(bench.queries).toHaveLength(2);
  });

  it('goes on when one of them leaves, and fails for all when it fails', async () => {
    const released = latch();
    const begun = latch();
    bench.intercept = async (engine, ...query) => {
      begun.open();
      await released.opened;
      return engine.rows(...query);
    };
    const server = bench.app().listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      const leaving = httpRequest({ port, host: '127.0.0.1', path: expenditure });
      leaving.on('error', () => undefined);
      leaving.end();
      await begun.opened;
      const staying = fetch(`http://127.0.0.1:${port}${expenditure}`);
      await sleep(100);
      leaving.destroy();
      await sleep(100);
      released.open();
      expect((await staying).status).toBe(200);

      bench.intercept = () => Promise.reject(new Error('disk on fire'));
      const both = await Promise.all(
        [1, 2].map(() => fetch(`http://127.0.0.1:${port}${expenditure}?by=area`)),
      );
      expect(both.map(({ status }) => status)).toEqual([500, 500]);
      bench.intercept = (engine, ...query) => engine.rows(...query);
      expect((await fetch(`http://127.0.0.1:${port}${expenditure}?by=area`)).status).toBe(200);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
