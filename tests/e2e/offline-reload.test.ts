import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { startServer, type Server } from './cockpit-process.ts';
import { allAnswered, openWall } from './open-wall.ts';
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

it('reloaded with the server stopped, the wall shows its last numbers as stale, and recovers by itself', async () => {
  const { page } = await openWall(browser, server.url);
  const asShown = await figures(page);
  expect(asShown.length).toBeGreaterThan(30);
  // The worker has the page once it rules it, and the fonts once it was told of them.
  const holds = `caches.open('shell').then((cache) => cache.keys())
    .then((keys) => navigator.serviceWorker.controller !== null && keys.some(({ url }) => url.endsWith('.woff2')))`;
  await expect.poll(() => page.evaluate<boolean>(holds), { timeout: 90_000 }).toBe(true);

  const { port } = server;
  await server.stop();
  await page.reload();
  await allAnswered(page);
  // A list shows whole rows: how many it has room for is known a moment after the page is laid out.
  await expect.poll(() => figures(page)).toEqual(asShown);
  expect(await page.locator('.tile:not([data-state="stale"])').count()).toBe(0);
  const banner = page.getByRole('alert').filter({ hasText: '未收到服务器的消息' });
  await banner.waitFor();
  await expectToFit(page);

  server = await startServer(inject('sampleHome'), port);
  // The wall asks again after half a minute at the latest.
  await banner.waitFor({ state: 'detached', timeout: 60_000 });
  await page.locator('.tile[data-state="stale"]').first().waitFor({ state: 'detached' });
  await allAnswered(page);
  await expect.poll(() => figures(page)).toEqual(asShown);
});
