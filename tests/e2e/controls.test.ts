import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { allAnswered, openWall } from './open-wall.ts';

let browser: Browser;
let page: Page;
/** One wall for all cases: each leaves it at the overview, moving. */
beforeAll(async () => {
  browser = await launchBrowser();
  ({ page } = await openWall(browser, inject('sampleUrl'), { path: '/screen?rotate=on', hasTouch: true }));
});
afterAll(() => browser.close());

const shows = (title: string): Promise<void> =>
  page.locator('header.head h1').filter({ hasText: title }).waitFor();

it('arrows go on and back, digits go to their scene', async () => {
  await page.keyboard.press('ArrowRight');
  await shows('预算执行');
  await page.keyboard.press('ArrowLeft');
  await shows('总览');
  await page.keyboard.press('4');
  await shows('审计整改');
  await page.keyboard.press('1');
  await shows('总览');
});

it('space stops it and lets it go on', async () => {
  await page.keyboard.press('Space');
  await page.locator('.rotation').filter({ hasText: '已暂停' }).waitFor();
  await page.keyboard.press('Space');
  await page.locator('.rotation').filter({ hasText: '轮播中' }).waitFor();
});

it('F fills the screen and gives it back', async () => {
  const isFull = (): Promise<boolean> => page.evaluate('document.fullscreenElement !== null');
  await page.keyboard.press('f');
  await expect.poll(isFull).toBe(true);
  await page.keyboard.press('f');
  await expect.poll(isFull).toBe(false);
});

it('R shows the code for a phone, and Escape puts it away', async () => {
  await page.keyboard.press('r');
  await page.locator('dialog svg path').waitFor({ state: 'attached' });
  expect(await page.locator('dialog .code b').innerText()).toMatch(/^[A-Z2-9]{8}$/);
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
});

it('a finger drawn sideways turns the scene, one drawn down does not', async () => {
  const session = await page.context().newCDPSession(page);
  const swipe = async (from: readonly [number, number], to: readonly [number, number]): Promise<void> => {
    const at = ([x, y]: readonly [number, number]) => [{ x, y }];
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(from) });
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(to) });
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };
  await swipe([1_500, 500], [900, 520]);
  await shows('预算执行');
  await swipe([900, 300], [910, 800]);
  await shows('预算执行');
  await swipe([900, 500], [1_500, 520]);
  await shows('总览');
});

it('a scene asks for nothing when its turn comes: it was played ahead', async () => {
  await allAnswered(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  // All scenes have been played ahead when nothing was asked for a while.
  await expect
    .poll(
      () => {
        const before = asked.length;
        return new Promise((resolve) => setTimeout(() => resolve(asked.length - before), 1_500));
      },
      { timeout: 60_000 },
    )
    .toBe(0);
  asked.length = 0;
  for (const title of ['预算执行', '税收财源']) {
    await page.keyboard.press('ArrowRight');
    await shows(title);
    await allAnswered(page);
  }
  expect(asked.filter((path) => path.startsWith('/api/v1/metrics/') || path.endsWith('.js'))).toEqual([]);
});

it('whoever asked for less motion sees none, and others see some', async () => {
  const moving = (): Promise<number> =>
    page.evaluate(`[...document.querySelectorAll('body *')].map((element) => getComputedStyle(element))
      .filter(({ animationName, transitionDuration }) => animationName !== 'none' || /[1-9]/.test(transitionDuration)).length`);
  expect(await moving()).toBe(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await moving()).toBeGreaterThan(0);
});

it('a wall nobody can touch keeps the code in its header', async () => {
  await page.goto(`${inject('sampleUrl')}/screen?kiosk&qr=on&rotate=off`);
  await page.locator('header.head .remote svg.qr path').waitFor({ state: 'attached' });
  const { width, height } = (await page.locator('header.head .remote svg.qr').boundingBox()) ?? {
    width: 0,
    height: 0,
  };
  expect(width).toBeGreaterThanOrEqual(64);
  expect(height).toBeCloseTo(width, 0);
});
