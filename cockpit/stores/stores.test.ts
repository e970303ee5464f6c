import { createPinia } from 'pinia';
import { describe, expect, it } from 'vitest';
import { createApp } from 'vue';
import { effectsKey } from '../wire/effects.ts';
import { fakeBuild, fakeMetric, fakeRow, fakeValues } from '../wire/fake-answers.ts';
import { fakeEffects, json } from '../wire/fake-effects.ts';
import type { FakeEffects } from '../wire/fake-effects.ts';
import { keyOf } from '../wire/metric-query.ts';
import { useBuilds } from './builds.ts';
import { useMetrics } from './metrics.ts';

const within = <Store>(effects: FakeEffects, use: () => Store): Store => {
  const app = createApp({});
  app.provide(effectsKey, effects).use(createPinia());
  return app.runWithContext(use);
};

const query = { metric: 'm', by: ['area'] } as const;
const answer = (build: string, value: number): Response =>
  json(fakeValues(fakeMetric('m'), [fakeRow(value)], { build }));

describe('the builds store', () => {
  it('keeps the last good build when the server is lost', async () => {
    const effects = fakeEffects();
    const builds = within(effects, useBuilds);
    effects.answer = () => json(fakeBuild());
    await expect(builds.refresh()).resolves.toBe(true);
    const contact = builds.contactAt;
    effects.answer = () => Promise.reject(new TypeError('offline'));
    await effects.pass(20_000);
    await expect(builds.refresh()).resolves.toBe(false);
    expect(builds.current?.build.id).toBe('build-1');
    expect(builds.contactAt).toBe(contact);
    expect(builds.failure?.kind).toBe('network');
  });
});

describe('when the page is loaded and the server is away', () => {
  const away = (): Promise<Response> => Promise.reject(new TypeError('offline'));
  const path = '/api/v1/builds/current';

  it('the last build comes back, with the moment it was read, and gives way to the server', async () => {
    const effects = fakeEffects();
    effects.kept.set(path, { at: effects.now() - 5_000, body: fakeBuild() });
    effects.answer = away;
    const builds = within(effects, useBuilds);
    await expect(builds.refresh()).resolves.toBe(false);
    expect(builds).toMatchObject({ isRecalled: true, contactAt: effects.now() - 5_000 });
    expect(builds.current?.build.id).toBe('build-1');
    effects.answer = () => json(fakeBuild());
    await builds.refresh();
    expect(builds).toMatchObject({ isRecalled: false, contactAt: effects.now() });
  });

  it('a server that answers that it has nothing is believed', async () => {
    const effects = fakeEffects();
    effects.kept.set(path, { at: effects.now(), body: fakeBuild() });
    effects.answer = () => json({}, 503);
    const builds = within(effects, useBuilds);
    await builds.refresh();
    expect(builds.current).toBeNull();
  });

  it('an answer of another shape is not shown', async () => {
    const effects = fakeEffects();
    effects.kept.set(path, { at: effects.now(), body: { build: 1 } });
    effects.answer = away;
    const builds = within(effects, useBuilds);
    await builds.refresh();
    expect(builds.current).toBeNull();
  });

  it('values come back from the shelf, and are asked again when the server is there', async () => {
    const before = fakeEffects();
    before.answer = () => answer('build-1', 0.5);
    const first = within(before, useMetrics);
    first.want(query);
    first.follow('build-1');
    await before.pass(0);
    expect(before.kept.size).toBe(1);

    const effects = fakeEffects();
    for (const [key, kept] of before.kept) effects.kept.set(key, kept);
    effects.answer = away;
    const metrics = within(effects, useMetrics);
    metrics.drift();
    metrics.want(query);
    await effects.pass(0);
    expect(metrics.entries.get(keyOf(query))).toMatchObject({
      values: { build: 'build-1' },
      failure: { kind: 'network' },
    });
    effects.answer = () => answer('build-1', 0.7);
    metrics.follow('build-1');
    await effects.pass(0);
    expect(metrics.entries.get(keyOf(query))).toMatchObject({ failure: null });
    expect(metrics.entries.get(keyOf(query))?.values?.rows[0]?.value).toBe(0.7);
  });
});

describe('the clocks', () => {
  it('of machine and server are compared, and a difference of seconds is none', async () => {
    const effects = fakeEffects();
    const builds = within(effects, useBuilds);
    const dated = (at: number): Response => {
      const response = json(fakeBuild());
      response.headers.set('date', new Date(at).toUTCString());
      return response;
    };
    effects.answer = () => dated(effects.now() + 20_000);
    await builds.refresh();
    expect(builds.skew).toBe(0);
    effects.answer = () => dated(effects.now() + 3_600_000);
    await builds.refresh();
    expect(builds.skew).toBe(3_600_000);
  });
});

describe('the metrics store', () => {
  it('asks nothing before it knows the build, and once for each build', async () => {
    const effects = fakeEffects();
    const metrics = within(effects, useMetrics);
    effects.answer = () => answer('build-1', 1);
    metrics.want(query);
    metrics.want(query);
    await effects.pass(0);
    expect(effects.asked).toEqual([]);
    metrics.follow('build-1');
    await effects.pass(0);
    metrics.follow('build-1');
    await effects.pass(0);
    expect(effects.asked).toEqual(['/api/v1/metrics/m?by=area']);
    effects.answer = () => answer('build-2', 2);
    metrics.follow('build-2');
    expect(metrics.entries.get(keyOf(query))).toMatchObject({ loading: true, values: { build: 'build-1' } });
    await effects.pass(0);
    expect(metrics.entries.get(keyOf(query))).toMatchObject({ loading: false, values: { build: 'build-2' } });
  });

  it('keeps good values through a failure and tries again later', async () => {
    const effects = fakeEffects();
    const metrics = within(effects, useMetrics);
    effects.answer = () => answer('build-1', 1);
    metrics.want(query);
    metrics.follow('build-1');
    await effects.pass(0);
    effects.answer = () => json({}, 500);
    metrics.follow('build-2');
    await effects.pass(0);
    expect(metrics.entries.get(keyOf(query))).toMatchObject({
      failures: 1,
      failure: { kind: 'problem' },
      values: { build: 'build-1' },
    });
    effects.answer = () => answer('build-2', 3);
    metrics.follow('build-2');
    await effects.pass(0);
    expect(metrics.entries.get(keyOf(query))).toMatchObject({ failure: null, values: { build: 'build-2' } });
  });

  it('does not hammer a question that keeps failing', async () => {
    const effects = fakeEffects();
    const metrics = within(effects, useMetrics);
    effects.answer = () => json({}, 500);
    metrics.want(query);
    for (let poll = 0; poll < 40; poll += 1) {
      metrics.follow('build-1');
      await effects.pass(15_000);
    }
    expect(effects.asked.length).toBeLessThan(10);
  });

  it('keeps what nobody wants just now, without asking for it, and forgets the oldest of very much', async () => {
    const effects = fakeEffects();
    const metrics = within(effects, useMetrics);
    effects.answer = () => answer('build-1', 0.5);
    metrics.follow('build-1');
    const leave = metrics.want(query);
    await effects.pass(0);
    leave();
    metrics.follow('build-2');
    await effects.pass(0);
    expect(effects.asked).toHaveLength(1);
    expect(metrics.entries.get(keyOf(query))?.values?.build).toBe('build-1');
    for (let index = 0; index < 400; index += 1) metrics.want({ metric: `m${index}` })();
    expect(metrics.entries.has(keyOf(query))).toBe(false);
    expect(metrics.entries.size).toBe(400);
  });

  it('opens no more than six requests at a time', async () => {
    const effects = fakeEffects();
    const metrics = within(effects, useMetrics);
    effects.answer = () => new Promise(() => undefined);
    for (let index = 0; index < 20; index += 1) metrics.want({ metric: `m${index}` });
    metrics.follow('build-1');
    await effects.pass(0);
    expect(effects.asked).toHaveLength(6);
  });
});
