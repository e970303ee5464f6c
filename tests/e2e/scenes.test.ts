import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { openWall } from './open-wall.ts';
import { expectToFit } from './wall.ts';

/** All of them; that there are no others is tested too. */
const ids = ['overview', 'budget', 'tax', 'audit', 'assets', 'stations', 'suggestions', 'decisions'];

const url = inject('sampleUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each(ids)('the scene %s', (id) => {
  it('fits and is filled', async () => {
    const { page, complaints } = await openWall(browser, url, { path: `/?scene=${id}` });
    try {
      const states = await page
        .locator('.tile')
        .evaluateAll((tiles) =>
          tiles.map((tile: { getAttribute: (name: string) => string | null }) =>
            tile.getAttribute('data-state'),
          ),
        );
      expect(await page.locator('nav button').count()).toBe(ids.length);
      expect(states.length).toBeGreaterThan(4);
      expect(new Set(states)).toEqual(new Set(['fresh']));
      await expectToFit(page);
      expect(complaints).toEqual([]);
    } finally {
      await page.close();
    }
  });
});
