import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { axeFaults } from './axe-faults.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({ reducedMotion: 'reduce', locale: 'zh-CN' });
});
afterAll(() => browser.close());

const open = (path: string) => page.goto(`${inject('sampleUrl')}/desk/vitality${path}`);

it('from the map to a station, what to do next, and a sheet of one page', async () => {
  await open('');
  await page.locator('svg.map polygon').first().waitFor();
  // 185 townships, and 龙港, which has none.
  expect(await page.locator('svg.map polygon').count()).toBe(186);
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('searchbox').fill('北岙街道');
  await page.getByRole('link', { name: '北岙街道人大代表联络站', exact: true }).click();
  await page.getByText('待核', { exact: false }).first().waitFor();
  await page.getByText('下一步最值得做的').waitFor();
  for (const cause of ['自身记录的变化', '其他站的变化', '指数定义的改动', '上期数据的修订'])
    await page.getByText(cause, { exact: true }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('link', { name: '打印评价说明' }).click();
  await page.getByText('本说明说什么，不说什么').waitFor();
  await page.locator('article').getByText('示例数据').waitFor();
  // On paper the light theme, whatever the screen wears: a dark one's ink would come out pale.
  await page.evaluate(
    `var printedIn = ''; addEventListener('beforeprint', () => { printedIn = document.documentElement.dataset.theme; })`,
  );
  expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
  const sheet = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(await page.evaluate('printedIn')).toBe('light');
  expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
  expect(sheet.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
});

it('a figure of the page opens as a metric, with its definition and the files it came from', async () => {
  await open('?theme=light');
  await page
    .getByRole('button', { name: /^较活跃及以上：/ })
    .first()
    .click();
  await page.getByText('最高两档的站点个数 ÷ 评价站点数').waitFor();
  await page.getByText('stations.opinions.text', { exact: false }).first().waitFor();
  // Every band of the legend and every county's figures are metrics too.
  expect(await page.getByRole('button', { name: /打开口径与来源/ }).count()).toBe(5 + 6 + 3 * 12);
});

it('other weights move ranks, and nothing is kept', async () => {
  await open('/what-if?theme=light');
  await page.getByText('与现行权重相同。').waitFor();
  const slider = page.getByRole('slider').first();
  await slider.focus();
  await slider.press('End');
  await page.getByText('位次有变', { exact: false }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.reload();
  await page.getByText('与现行权重相同。').waitFor();
});

it('the definition shows every formula and its hash', async () => {
  await open('/definition?theme=light');
  await page.getByText(/SHA-256 [0-9a-f]{64}/).waitFor();
  expect(await page.locator('tbody tr').count()).toBe(12);
  expect(await axeFaults(page)).toEqual([]);
});
