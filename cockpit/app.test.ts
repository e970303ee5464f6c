import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { createWebHistory } from 'vue-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CurrentBuild } from '../api/contracts/builds.ts';
import App from './App.vue';
import { registerCharts } from './charts/register.ts';
import { createCockpitRouter } from './router/router.ts';
import { effectsKey } from './wire/effects.ts';
import { fakeBuild, fakeMetric, fakeRow, fakeValues } from './wire/fake-answers.ts';
import { fakeEffects, json } from './wire/fake-effects.ts';
import type { FakeEffects } from './wire/fake-effects.ts';

registerCharts();
enableAutoUnmount(afterEach);
beforeEach(() => window.history.replaceState(null, '', '/screen'));

const units = { general_revenue: 'yuan', general_expenditure: 'yuan', tax_collected: 'yuan' } as const;

/** A server that knows every metric: one row of 0.5, or of 12.3 亿元, for whatever is asked. */
function serve(path: string, build: CurrentBuild): Response {
  if (path === '/api/v1/builds/current') return json(build);
  const [, id = '', lineage] = /^\/api\/v1\/metrics\/([a-z_]+)(\/lineage)?/.exec(path) ?? [];
  const unit = Object.entries(units).find(([name]) => name === id)?.[1] ?? 'ratio';
  const metric = fakeMetric(id, unit);
  if (lineage !== undefined)
    return json({
      metric,
      build: build.build.id,
      sql: 'select 42 as value',
      parameters: { area: ['330300-CL'] },
      models: [{ name: 'revenue_monthly', purpose: '月 × 区域', sql: 'select 1' }],
      batches: [
        {
          batch: 'b1',
          contract: 'finance.revenue',
          layout: 'revenue.v1',
          fileName: '收入月报2026年10月.xlsx',
          sheet: '收入',
          sha256: 'a'.repeat(64),
          receivedAt: '2026-11-03T00:00:00Z',
          rows: 420,
          rejected: 3,
          origin: 'sample',
        },
      ],
      pages: [],
    });
  return json(fakeValues(metric, [fakeRow(unit === 'yuan' ? 1.23e9 : 0.5)], { build: build.build.id }));
}

const show = async (effects: FakeEffects) => {
  const router = createCockpitRouter(createWebHistory());
  await router.push(window.location.pathname + window.location.search);
  const wrapper = mount(App, {
    attachTo: document.body,
    global: { plugins: [createPinia(), router], provide: { [effectsKey]: effects } },
  });
  // The scene's code comes by itself, and asks its questions then.
  await effects.pass(0);
  await vi.dynamicImportSettled();
  await effects.pass(100);
  await flushPromises();
  return wrapper;
};

describe('the wall', () => {
  it('shows figures, both clocks and where the numbers come from', async () => {
    const effects = fakeEffects();
    effects.answer = (path) => serve(path, fakeBuild());
    const wrapper = await show(effects);
    expect(wrapper.text()).toContain('2026年10月31日');
    expect(wrapper.text()).toContain('08:00:00');
    expect(wrapper.text()).toContain('示例数据');
    expect(wrapper.findAll('.tile')).toHaveLength(7);
    expect(wrapper.get('[data-size="figure"]').text()).toBe('12.30亿元');
    expect(wrapper.get('[data-size="figure"]').attributes('aria-label')).toContain('12.30亿元');
  });

  it('says within a minute that the network is lost, and keeps the last good numbers', async () => {
    window.history.replaceState(null, '', '/screen?rotate=off');
    const effects = fakeEffects();
    effects.answer = (path) => serve(path, fakeBuild());
    const wrapper = await show(effects);
    effects.answer = () => Promise.reject(new TypeError('offline'));
    await effects.pass(59_000);
    await flushPromises();
    expect(wrapper.get('[role="alert"]').text()).toContain('未收到服务器的消息');
    expect(wrapper.findAll('.tile').every((tile) => tile.attributes('data-state') === 'stale')).toBe(true);
    expect(wrapper.get('[data-size="figure"]').text()).toBe('12.30亿元');
    effects.answer = (path) => serve(path, fakeBuild());
    await effects.pass(61_000);
    await flushPromises();
    expect(wrapper.find('[role="alert"]').exists()).toBe(false);
  });

  it('goes round its scenes by itself and by keys, and the address follows', async () => {
    const effects = fakeEffects();
    effects.answer = (path) => serve(path, fakeBuild());
    const wrapper = await show(effects);
    const title = (): string => wrapper.get('h1').text();
    const press = async (key: string): Promise<void> => {
      window.dispatchEvent(new KeyboardEvent('keydown', { key }));
      await flushPromises();
    };
    expect(title()).toBe('总览');
    await effects.pass(45_000);
    await flushPromises();
    expect(title()).toBe('预算执行');
    expect(window.location.search).toBe('?scene=budget');
    await press('ArrowLeft');
    expect(title()).toBe('总览');
    await press('3');
    expect(title()).toBe('税收财源');
    await press(' ');
    expect(wrapper.get('.rotation').text()).toContain('已暂停');
    await effects.pass(600_000);
    expect(title()).toBe('税收财源');
    await vi.dynamicImportSettled();
  });

  it('asks at once when the server tells of a new build', async () => {
    const effects = fakeEffects();
    effects.answer = (path) => serve(path, fakeBuild());
    await show(effects);
    const asked = (): number => effects.asked.filter((path) => path === '/api/v1/builds/current').length;
    const before = asked();
    effects.tell('build');
    await effects.pass(0);
    expect(asked()).toBe(before + 1);
  });

  it('says that the last build failed, and at which check', async () => {
    const effects = fakeEffects();
    const build = fakeBuild({
      lastAttempt: {
        state: 'failed',
        at: '2026-11-03T00:00:00Z',
        message: '检查未通过',
        failedChecks: [{ check: 'c', title: '支付不超过预算', offending: 3, rows: [] }],
      },
    });
    effects.answer = (path) => serve(path, build);
    const wrapper = await show(effects);
    expect(wrapper.get('[role="alert"]').text()).toContain('「支付不超过预算」有 3 行不符');
  });

  it('says what to do when there is no build, and when there is no server', async () => {
    const effects = fakeEffects();
    effects.answer = () =>
      json(
        {
          type: 'about:blank',
          title: '没有构建',
          status: 503,
          detail: '没有已发布的构建',
          instance: '/api/v1/builds/current',
          code: 'no_build',
          requestId: 'r',
        },
        503,
      );
    const wrapper = await show(effects);
    expect(wrapper.get('[role="status"]').text()).toContain('npx cockpit build');
    effects.answer = () => Promise.reject(new TypeError('offline'));
    await effects.pass(16_000);
    await flushPromises();
    expect(wrapper.get('[role="status"]').text()).toContain('连接不到服务器');
  });

  it('opens a number to its definition, its SQL and its files, and gives the focus back', async () => {
    const effects = fakeEffects();
    effects.answer = (path) => serve(path, fakeBuild());
    const wrapper = await show(effects);
    const figure = wrapper.get<HTMLButtonElement>('.level [data-size="figure"]');
    figure.element.focus();
    await figure.trigger('click');
    await effects.pass(0);
    await flushPromises();
    expect(new URLSearchParams(window.location.search).get('open')).toBe('general_revenue?area=330300-CL');
    const panel = wrapper.get('dialog');
    for (const text of [
      '口径说明',
      '1,230,000,000.00 元',
      'select 42',
      '收入月报2026年10月.xlsx',
      'aaaaaaaaaaaa',
    ])
      expect(panel.text()).toContain(text);
    await panel.trigger('cancel');
    await flushPromises();
    expect(wrapper.find('dialog').exists()).toBe(false);
    expect(window.location.search).toBe('');
    expect(document.activeElement).toBe(figure.element);
  });

  it('opens the panel that the address names', async () => {
    window.history.replaceState(null, '', '/screen?open=general_revenue%3Fperiod%3D2023&theme=light');
    const effects = fakeEffects();
    effects.answer = (path) => serve(path, fakeBuild());
    const wrapper = await show(effects);
    expect(wrapper.get('dialog').text()).toContain('口径说明');
    expect(document.documentElement.dataset.theme).toBe('light');
    expect(effects.asked).toContain('/api/v1/metrics/general_revenue/lineage?period=2023');
  });
});
