import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { smallestType } from '../../cockpit/theme/legibility.ts';
import { launchBrowser } from '../browser.ts';
import { displayProfiles } from './display-profiles.ts';
import { openWall } from './open-wall.ts';
import { layoutFaults, showScene } from './wall.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it.each(displayProfiles)(
  'on $id every scene fits, nothing is cut or covered, and the last row reads it',
  async (profile) => {
    const { output, physical, viewingDistance } = profile;
    const { page, complaints } = await openWall(browser, inject('sampleUrl'), {
      viewport: output,
      path: `/screen?profile=${profile.id}&rotate=off`,
    });
    const floor = smallestType(viewingDistance, physical.width / output.width);
    const titles = await page.locator('footer nav button').allInnerTexts();
    expect(titles.length).toBeGreaterThanOrEqual(8);
    const faults: string[] = [];
    for (const [index, title] of titles.entries()) {
      await showScene(page, index + 1, title);
      faults.push(...(await layoutFaults(page, floor)).map((fault) => `${title}: ${fault}`));
    }
    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  },
);
