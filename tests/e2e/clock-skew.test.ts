import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { openWall } from './open-wall.ts';
import { expectToFit } from './wall.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it.each([
  ['behind', -3_600_000, '慢'],
  ['ahead', 3_600_000, '快'],
])('a machine whose clock is an hour %s says so, and shows the time of the server', async (_, by, word) => {
  const { page } = await openWall(browser, inject('sampleUrl'), { clockOffBy: by });
  const banner = page.getByRole('alert').filter({ hasText: `本机时钟比服务器${word}` });
  await banner.waitFor();
  const shown = /\d{2}:\d{2}:\d{2}/.exec(await page.locator('header.head').innerText())?.[0];
  const right = [-2, -1, 0, 1, 2].map((seconds) =>
    new Date(Date.now() + seconds * 1_000).toLocaleTimeString('zh-CN', {
      timeZone: 'Asia/Shanghai',
      hour12: false,
    }),
  );
  // Within a minute of the right time: the answer's own date has seconds only.
  expect(right.map((time) => time.slice(0, 5))).toContain(shown?.slice(0, 5));
  expect(await page.locator('.tile[data-state="stale"]').count()).toBe(0);
  await expectToFit(page);
  await page.close();
});
