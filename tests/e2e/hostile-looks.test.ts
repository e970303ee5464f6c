import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { failSomeMetrics, spoilMetrics, spoils } from './hostile-answers.ts';
import { allAnswered } from './open-wall.ts';
import { layoutFaults, showScene } from './wall.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const scenarios = Object.entries(spoils).map(
  ([what, spoil]) => [what, (page: Parameters<typeof spoilMetrics>[0]) => spoilMetrics(page, spoil)] as const,
);

it.each([...scenarios, ['half of the answers failing', failSomeMetrics] as const])(
  'with %s nothing on any scene is cut, covered or left waiting',
  async (_, spoil) => {
    const page = await browser.newPage({
      viewport: { width: 1920, height: 1080 },
      reducedMotion: 'reduce',
      locale: 'zh-CN',
      // It would fetch behind the back of what spoils the answers.
      serviceWorkers: 'block',
    });
    await spoil(page);
    await page.goto(`${inject('sampleUrl')}/screen?profile=1920x1080&rotate=off`);
    await allAnswered(page);
    const titles = await page.locator('footer nav button').allInnerTexts();
    const faults: string[] = [];
    for (const [index, title] of titles.entries()) {
      await showScene(page, index + 1, title);
      // A scene that says it has nothing has few words.
      const found = (await layoutFaults(page, 0)).filter((fault) => !/^only \d+ texts$/.test(fault));
      faults.push(...found.map((fault) => `${title}: ${fault}`));
    }
    expect(faults).toEqual([]);
    await page.close();
  },
);
