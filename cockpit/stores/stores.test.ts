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

  it('forgets what nobody wants any more', () => {
    const effects = fakeEffects();
    const metrics = within(effects, useMetrics);
    const first = metrics.want(query);
    const second = metrics.want(query);
    first();
    expect(metrics.entries.size).toBe(1);
    second();
    expect(metrics.entries.size).toBe(0);
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
