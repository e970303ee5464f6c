import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { startServer, type Server } from './cockpit-process.ts';
import { openWall } from './open-wall.ts';
import { expectToFit, figures } from './wall.ts';

let server: Server;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(inject('sampleHome')), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

it('says within a minute that the server is gone, keeps the numbers, and recovers by itself', async () => {
  const { page } = await openWall(browser, server.url, { ownClock: true });
  const banner = page.getByRole('alert').filter({ hasText: '未收到服务器的消息' });
  const asShown = await figures(page);
  expect(asShown.length).toBeGreaterThan(30);
  expect(await banner.count()).toBe(0);

  const { port } = server;
  await server.stop();
  await page.clock.fastForward(20_000);
  await page.clock.fastForward(30_000);
  await banner.waitFor();
  await expect.poll(() => figures(page)).toEqual(asShown);
  expect(await page.locator('.tile[data-state="stale"]').count()).toBeGreaterThan(5);
  expect(await page.locator('.tile[data-state="fresh"]').count()).toBe(0);
  await expectToFit(page);

  server = await startServer(inject('sampleHome'), port);
  // The longest pause between two tries of the page is a minute.
  await page.clock.fastForward(60_000);
  await banner.waitFor({ state: 'detached' });
  await page.locator('.tile[data-state="stale"]').first().waitFor({ state: 'detached' });
  await expect.poll(() => figures(page)).toEqual(asShown);
});
