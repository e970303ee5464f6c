import { describe, expect, it } from 'vitest';
import { fakeEffects } from './fake-effects.ts';
import { createPoller, longestPause, pauseAfter } from './poller.ts';

const second = 1_000;

describe('pauseAfter', () => {
  it('doubles after failures and never exceeds a minute, spread included', () => {
    expect(pauseAfter(0, 15 * second, 0.5)).toBe(15 * second);
    expect(pauseAfter(1, 15 * second, 0.5)).toBe(15 * second);
    expect(pauseAfter(2, 15 * second, 0.5)).toBe(30 * second);
    expect(pauseAfter(20, 15 * second, 0.99)).toBeLessThanOrEqual(longestPause);
    expect(pauseAfter(1, 15 * second, 0)).toBe(12 * second);
  });
});

describe('createPoller', () => {
  it('asks at once and then every interval', async () => {
    const effects = fakeEffects();
    let runs = 0;
    const poller = createPoller(effects, 15 * second, () => Promise.resolve(++runs > 0));
    poller.start();
    await effects.pass(0);
    expect(runs).toBe(1);
    await effects.pass(45 * second);
    expect(runs).toBe(4);
    poller.stop();
    await effects.pass(60 * second);
    expect(runs).toBe(4);
  });

  it('asks less often while it fails, and as before once it succeeds', async () => {
    const effects = fakeEffects();
    const at: number[] = [];
    const start = effects.now();
    const poller = createPoller(effects, 15 * second, () => {
      at.push((effects.now() - start) / second);
      return at.length > 3 ? Promise.resolve(true) : Promise.reject(new Error('down'));
    });
    poller.start();
    await effects.pass(200 * second);
    expect(at.slice(0, 6)).toEqual([0, 15, 45, 105, 120, 135]);
    poller.stop();
  });

  it('asks again when it was told to while it was asking: the answer may be of before', async () => {
    const effects = fakeEffects();
    const answers: (() => void)[] = [];
    const poller = createPoller(
      effects,
      15 * second,
      () => new Promise((resolve) => answers.push(() => resolve(true))),
    );
    poller.start();
    await effects.pass(0);
    poller.now();
    poller.now();
    expect(answers).toHaveLength(1);
    answers[0]?.();
    await effects.pass(0);
    expect(answers).toHaveLength(2);
    answers[1]?.();
    await effects.pass(14 * second);
    expect(answers).toHaveLength(2);
    poller.stop();
  });

  it('rests while the page is hidden and asks at once when it is seen again', async () => {
    const effects = fakeEffects();
    let runs = 0;
    const poller = createPoller(effects, 15 * second, () => Promise.resolve(++runs > 0));
    poller.start();
    await effects.pass(0);
    effects.visible = false;
    effects.wake();
    await effects.pass(600 * second);
    expect(runs).toBe(1);
    effects.visible = true;
    effects.wake();
    await effects.pass(0);
    expect(runs).toBe(2);
    poller.stop();
  });

  it('gives up what is under way when it is stopped, and never runs twice at a time', async () => {
    const effects = fakeEffects();
    let running = 0;
    const signals: AbortSignal[] = [];
    const poller = createPoller(effects, 15 * second, (signal) => {
      running += 1;
      signals.push(signal);
      return new Promise(() => undefined);
    });
    poller.start();
    effects.wake();
    await effects.pass(60 * second);
    expect(running).toBe(1);
    poller.stop();
    expect(signals[0]?.aborted).toBe(true);
  });
});
