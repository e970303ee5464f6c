import { createApp, defineComponent, h } from 'vue';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askAgainAfter } from '../screen/rotation/nightly.ts';
import { effectsKey } from '../wire/effects.ts';
import { fakeEffects, json } from '../wire/fake-effects.ts';
import type { FakeEffects } from '../wire/fake-effects.ts';
import { useNightlyReload } from './use-nightly-reload.ts';

const hour = 3_600_000;
let effects: FakeEffects;
let isFree: boolean;
let close: () => void;

/** A wall switched on at eight in the evening; its hour is four in the morning, and where in it the fake decides. */
beforeEach(() => {
  effects = fakeEffects(Date.parse('2026-11-03T20:00:00+08:00'));
  effects.answer = () => json({ status: 'ready', build: 'b' });
  isFree = true;
  const app = createApp(
    defineComponent({
      setup() {
        useNightlyReload(() => isFree);
        return () => h('div');
      },
    }),
  );
  app.provide(effectsKey, effects);
  app.mount(document.createElement('div'));
  close = () => app.unmount();
});
afterEach(() => close());

describe('the nightly reload', () => {
  it('comes once in its hour of the night, after the server has said that it is well', async () => {
    await effects.pass(7.9 * hour);
    expect(effects.reloads).toBe(0);
    await effects.pass(1.2 * hour);
    expect(effects.asked).toEqual(['/readyz']);
    expect(effects.reloads).toBe(1);
  });

  it('waits for a server that is not well, and asks again', async () => {
    effects.answer = () => json({}, 503);
    await effects.pass(9.1 * hour);
    expect(effects.asked.length).toBeGreaterThan(0);
    expect(effects.reloads).toBe(0);
    effects.answer = () => json({ status: 'ready', build: 'b' });
    await effects.pass(askAgainAfter);
    expect(effects.reloads).toBe(1);
  });

  it('does not take away what somebody has opened', async () => {
    isFree = false;
    await effects.pass(9.1 * hour);
    expect(effects.reloads).toBe(0);
    isFree = true;
    await effects.pass(askAgainAfter);
    expect(effects.reloads).toBe(1);
  });

  it('does not come to a page that is gone', async () => {
    close();
    await effects.pass(24 * hour);
    expect(effects.reloads).toBe(0);
  });
});
