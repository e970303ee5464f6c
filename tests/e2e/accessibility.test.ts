import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { openWall, type Wall } from './open-wall.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** What stands in somebody's way, in one line each. */
async function violations(page: Page): Promise<readonly string[]> {
  const run = `axe.run({ resultTypes: ['violations'] })`;
  const { passes, violations: found } = await page.evaluate<axe.AxeResults>(`${axe.source};${run}`);
  expect(passes.length).toBeGreaterThan(10);
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe.each(['dark', 'light'])('in the %s theme', (theme) => {
  let wall: Wall;
  beforeAll(async () => {
    wall = await openWall(browser, inject('sampleUrl'), { path: `/?theme=${theme}` });
  });
  afterAll(() => wall.page.close());

  it('the overview has no serious or critical violation', async () => {
    expect(await violations(wall.page)).toEqual([]);
  });

  it('nor has an open panel', async () => {
    await wall.page.locator('button.number[data-size="figure"]').first().click();
    await wall.page.locator('dialog pre').first().waitFor();
    expect(await violations(wall.page)).toEqual([]);
  });
});
