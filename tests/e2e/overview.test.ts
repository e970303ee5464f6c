import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { openWall, type Wall } from './open-wall.ts';
import { currentBuild, expectToFit, inHundredMillions, inPercent, reading, valueOf } from './wall.ts';

const url = inject('sampleUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const cityLevel = '?area=330300-CL';

describe.each([
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
])('the overview at $width × $height', (viewport) => {
  let wall: Wall;
  beforeAll(async () => {
    wall = await openWall(browser, url, { viewport });
  });
  afterAll(() => wall.page.close());

  it.each([
    ['全市收入', 'general_revenue', inHundredMillions],
    ['全市支出', 'general_expenditure', inHundredMillions],
    ['市本级收入', `general_revenue${cityLevel}`, inHundredMillions],
    ['市本级支出', `general_expenditure${cityLevel}`, inHundredMillions],
    ['全市收入 执行率', 'revenue_execution_rate', inPercent],
    ['市本级支出 执行率', `expenditure_execution_rate${cityLevel}`, inPercent],
    ['审计整改率', 'audit_rectification_rate', inPercent],
    ['建议按期答复率', 'suggestion_on_time_rate', inPercent],
    ['民生实事按期推进', 'livelihood_on_track_rate', inPercent],
    ['黄色预警', 'warnings?severity=yellow', (count: number) => `${String(count)}条`],
    ['时间进度', 'time_progress', inPercent],
  ])('shows %s as the API answers %s', async (name, question, written) => {
    const value = await valueOf(url, question);
    expect(value).toBeGreaterThan(0);
    expect(await reading(wall.page, name)).toBe(written(value));
  });

  it('says up to when the data speak, when they were fetched, and that they are a sample', async () => {
    const { asOf } = await currentBuild(url);
    const [year = 0, month = 0, day = 0] = (asOf ?? '').split('-').map(Number);
    const head = await wall.page.locator('header.head').innerText();
    expect(head).toMatch(new RegExp(`数据截至\\s*${year}年${month}月${day}日`));
    expect(head).toMatch(/最近刷新\s*\d{2}:\d{2}:\d{2}\s*\d+ 秒前/);
    expect(head).toContain('示例数据');
  });

  it('has every tile filled, fits the screen and cuts no text', async () => {
    const states = await wall.page.locator('.tile').evaluateAll((tiles) =>
      // The page's own types are not known here: only the attribute is read.
      tiles.map((tile: { getAttribute: (name: string) => string | null }) => tile.getAttribute('data-state')),
    );
    expect(states.length).toBeGreaterThan(5);
    expect(new Set(states)).toEqual(new Set(['fresh']));
    await expectToFit(wall.page);
  });

  it('went without an error, a failed request or a request to another host', () => {
    expect(wall.complaints).toEqual([]);
  });
});
