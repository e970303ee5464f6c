import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { createWebHistory } from 'vue-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MetricValues } from '../../api/contracts/metrics.ts';
import App from '../App.vue';
import { registerCharts } from '../charts/register.ts';
import { texts } from '../locale/texts.ts';
import { createCockpitRouter } from '../router/router.ts';
import { effectsKey } from '../wire/effects.ts';
import { fakeBuild, fakeMetric, fakeRow, fakeValues } from '../wire/fake-answers.ts';
import { fakeEffects, json } from '../wire/fake-effects.ts';
import type { FakeEffects } from '../wire/fake-effects.ts';
import type { TileState } from './tile-state.ts';

registerCharts();
enableAutoUnmount(afterEach);
let effects: FakeEffects;
beforeEach(() => {
  window.history.replaceState(null, '', '/screen?rotate=off');
  effects = fakeEffects();
});

async function showApp(effects: FakeEffects) {
  const router = createCockpitRouter(createWebHistory());
  await router.push(window.location.pathname + window.location.search);
  const wrapper = mount(App, {
    attachTo: document.body,
    global: { plugins: [createPinia(), router], provide: { [effectsKey]: effects } },
  });
  await effects.pass(0);
  await vi.dynamicImportSettled();
  await effects.pass(100);
  await flushPromises();
  return wrapper;
}

const answers = (value: number | null, change: Partial<MetricValues> = {}, build = 'build-1') => {
  effects.answer = (path) => {
    const known = fakeBuild();
    if (path === '/api/v1/builds/current') return json({ ...known, build: { ...known.build, id: build } });
    const id = /^\/api\/v1\/metrics\/([a-z_]+)/.exec(path)?.[1] ?? '';
    return json(fakeValues(fakeMetric(id), [fakeRow(value)], { build, ...change }));
  };
};
/** The tile of the city's budget: what it says of itself, and its first figure. */
const tile = (wrapper: Awaited<ReturnType<typeof showApp>>) => {
  const found = wrapper.get(`.tile[aria-label="${texts.budget.city}"]`);
  return {
    state: found.attributes('data-state'),
    mark: found.get('.state').text(),
    figure: found.get('[data-size="lead"]').text(),
  };
};
const says = (state: TileState, figure: string) => ({ state, mark: texts.stateMarks[state], figure });

describe('a tile says that its figures are', () => {
  it('fresh', async () => {
    answers(1);
    expect(tile(await showApp(effects))).toMatchObject({ state: 'fresh', mark: texts.stateMarks.fresh });
  });

  it('being fetched, while the old ones stay', async () => {
    answers(1);
    const wrapper = await showApp(effects);
    const { figure } = tile(wrapper);
    answers(2, {}, 'build-2');
    const { answer } = effects;
    effects.answer = (path, init) =>
      path.startsWith('/api/v1/metrics/') ? new Promise(() => undefined) : answer(path, init);
    effects.tell('build');
    await effects.pass(0);
    await flushPromises();
    expect(tile(wrapper)).toEqual(says('refreshing', figure));
  });

  it('late, when a department has not delivered for too long', async () => {
    answers(1, { asOf: '2026-08-31', origins: ['delivered'] });
    expect(tile(await showApp(effects))).toMatchObject({ state: 'late', mark: texts.stateMarks.late });
  });

  it('stale, when the server was not heard of for a while', async () => {
    answers(1);
    const wrapper = await showApp(effects);
    const { figure } = tile(wrapper);
    effects.answer = () => Promise.reject(new TypeError('offline'));
    await effects.pass(59_000);
    await flushPromises();
    expect(tile(wrapper)).toEqual(says('stale', figure));
  });

  it('not to be had, when the server refuses', async () => {
    answers(1);
    const { answer } = effects;
    effects.answer = (path, init) =>
      path.startsWith('/api/v1/metrics/') ? json({}, 500) : answer(path, init);
    expect(tile(await showApp(effects))).toEqual(says('failed', texts.figures.missing));
  });

  it('none, when no row speaks of them', async () => {
    answers(null);
    expect(tile(await showApp(effects))).toEqual(says('empty', texts.figures.missing));
  });
});
