import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What stands in somebody's way on the page as it is, in one line each: axe's serious and critical faults. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  const isThere = await page.evaluate<boolean>(`'axe' in globalThis`);
  if (!isThere) await page.evaluate(`${axe.source};null`);
  const { passes, violations } = await page.evaluate<axe.AxeResults>(
    `axe.run({ resultTypes: ['violations'] })`,
  );
  expect(passes.length).toBeGreaterThan(10);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => {
      const shown = nodes.slice(0, 4).map(({ html, any }) => `${html} ${any[0]?.message ?? ''}`);
      return `${id}: ${help}: ${nodes.length} × ${shown.join(' ')}`;
    });
}

/** The same in both themes, each fault with its theme. A theme is an attribute of the page's root, and nothing else. */
export async function axeFaultsInThemes(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const theme of ['dark', 'light']) {
    await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
    faults.push(...(await axeFaults(page)).map((fault) => `${theme}: ${fault}`));
  }
  return faults;
}
