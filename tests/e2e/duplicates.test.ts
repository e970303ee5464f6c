import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { mattersSchema, type SuggestionEntry } from '../../api/contracts/duplicates.ts';
import { launchBrowser } from '../browser.ts';
import { axeFaults } from './axe-faults.ts';

let browser: Browser;
let page: Page;
/** A suggestion of the register of which a promise was made and not kept, and that was raised in other years too. */
let broken: SuggestionEntry;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({
    reducedMotion: 'reduce',
    locale: 'zh-CN',
    viewport: { width: 1440, height: 900 },
  });
  broken = await brokenPromise();
});
afterAll(() => browser.close());

/** The whole register is compared in the background: asked until one is found. */
async function brokenPromise(): Promise<SuggestionEntry> {
  for (;;) {
    const answer = await fetch(`${inject('sampleUrl')}/api/v1/suggestions/matters?limit=2000`);
    const { matters, progress } = mattersSchema.parse(await answer.json());
    const found = matters
      .flatMap(({ suggestions }) => suggestions)
      .find(({ promiseKept, body }) => promiseKept === false && body.length > 150);
    if (found !== undefined) return found;
    if (progress.done === progress.total) throw new Error('no promise of a repeated matter was broken');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const open = (path: string) => page.goto(`${inject('sampleUrl')}/desk/${path}`);

it('while one types, the earlier suggestions come, with what became of them and what they share', async () => {
  await open('duplicates');
  await page.getByText('写下标题或正文，这里就会列出以前提过的同类建议。').waitFor();
  await page.getByRole('textbox', { name: '标题' }).pressSequentially(broken.title);
  const card = page.getByRole('button').filter({ hasText: broken.id });
  await card.waitFor();
  expect(await card.innerText()).toContain(`${broken.sessionYear}年提出`);
  expect(await card.innerText()).toContain('未兑现');
  await page.getByText('语义检索未参与', { exact: false }).waitFor();

  await page.getByRole('textbox', { name: '正文' }).fill(broken.body.slice(0, 120));
  // The title is left: it is in the address now, to be sent to somebody.
  await page.waitForURL(({ searchParams }) => searchParams.get('q') === broken.title);
  await card.click();
  const [draft, earlier] = ['draft', 'earlier'].map((side) => page.locator(`article[data-side="${side}"]`));
  await draft?.locator('[data-passage="0"]').first().waitFor();
  await draft?.locator('[data-passage="0"]').first().click();
  // The same passage is lit on both sides.
  await earlier?.locator('[data-passage="0"][data-linked="true"]').first().waitFor();
  await page.getByText('一字不差').waitFor();
  expect(await axeFaults(page)).toEqual([]);
});

it('what was raised again over the years, and the same as a workbook', async () => {
  await open('matters?theme=light');
  await page.getByText('个事项反复提出', { exact: false }).waitFor();
  const article = page.getByRole('article').filter({ hasText: broken.id });
  await article.waitFor();
  expect(await article.innerText()).toContain('未兑现');
  expect(await axeFaults(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载 Excel' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^反复提出的事项-\d{4}-\d{2}-\d{2}\.xlsx$/u);
  // A workbook is a ZIP archive.
  expect((await readFile(await download.path())).subarray(0, 2).toString('latin1')).toBe('PK');
});
