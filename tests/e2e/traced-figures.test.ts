import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { allAnswered } from './open-wall.ts';
import { openTraced } from './tracing/traced-wall.ts';
import { tracePage } from './tracing/trace-page.ts';
import { showScene } from './wall.ts';

const url = inject('sampleUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each(['1920x1080', '5120x1440'])('on %s', (profile) => {
  it('every digit of every scene is of a metric or another answer of the build shown', async () => {
    const { page, answers } = await openTraced(browser, url, profile);
    const titles = await page.locator('footer nav button').allInnerTexts();
    const faults: string[] = [];
    let figures = 0;
    for (const [index, title] of titles.entries()) {
      await showScene(page, index + 1, title);
      const traced = await tracePage(page, url, answers);
      faults.push(...traced.faults.map((fault) => `${title}: ${fault}`));
      figures += traced.written.filter(({ question, from }) => (question ?? from) !== null).length;
    }
    expect(faults).toEqual([]);
    expect(titles).toHaveLength(8);
    expect(figures).toBeGreaterThan(1_500);
    await page.close();
  });

  it('and so is every digit of what opens over them', async () => {
    const { page, answers } = await openTraced(browser, url, profile);
    const faults: string[] = [];
    const trace = async (what: string): Promise<void> => {
      const traced = await tracePage(page, url, answers);
      expect(traced.written.filter(({ where }) => where.startsWith('dialog'))).not.toEqual([]);
      faults.push(...traced.faults.map((fault) => `${what}: ${fault}`));
    };
    const shut = async (): Promise<void> => {
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    };
    // One of each unit, a published one, a count of warnings, and a figure broken down.
    const openers = [
      'button.number[data-question="general_revenue"]',
      'button.number[data-question^="expenditure_progress_gap"]',
      'button.number[data-question^="audit_overdue"]',
      'button.number[data-question^="published_amount"]',
      '.attention button.line:has(.count)',
    ];
    for (const opener of openers) {
      await page.locator(opener).first().click();
      await page.locator('dialog pre').first().waitFor();
      await trace(opener);
      await shut();
    }
    await page.locator('button.rejected').first().click();
    await page.locator('dialog li').first().waitFor();
    await trace('退回');
    await shut();
    await page.keyboard.press('r');
    await page.locator('dialog .code').waitFor();
    await trace('遥控');
    await shut();
    await page.goto(
      `${url}/screen?profile=${profile}&rotate=off&open=${encodeURIComponent('tax_collected?by=industry,area')}`,
    );
    await page.locator('dialog pre').first().waitFor();
    await allAnswered(page);
    await trace('breakdown');
    expect(faults).toEqual([]);
    await page.close();
  });
});
