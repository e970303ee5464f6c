import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { lineageSchema } from '../../api/contracts/metrics.ts';
import { launchBrowser } from '../browser.ts';
import { allAnswered, openWall, type Wall } from './open-wall.ts';
import { figure, metric, reading } from './wall.ts';

const url = inject('sampleUrl');
let browser: Browser;
let wall: Wall;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  wall = await openWall(browser, url);
});
afterEach(() => wall.page.close());

const question = 'general_revenue?area=330300-CL';

/** Holds the open panel against the API's own account of the figure. */
async function expectPanel(page: Page): Promise<void> {
  const [name, search] = question.split('?');
  const response = await fetch(`${url}/api/v1/metrics/${name ?? ''}/lineage?${search ?? ''}`);
  const lineage = lineageSchema.parse(await response.json());
  const [batch] = lineage.batches;
  if (batch === undefined) throw new Error('the figure comes from no batch');
  const panel = page.getByRole('dialog', { name: lineage.metric.name });
  await panel.getByText(lineage.metric.definition, { exact: true }).waitFor();
  expect(await panel.getByText('口径', { exact: true }).isVisible()).toBe(true);
  const sql = panel.locator('section', { has: page.getByRole('heading', { name: 'SQL' }) }).locator('pre');
  await sql.waitFor();
  expect(await sql.textContent()).toBe(lineage.sql);
  expect(await panel.getByText(batch.fileName, { exact: true }).first().isVisible()).toBe(true);
}

it('opens a number to its definition, SQL and files; Escape closes, and the focus returns', async () => {
  const { page, complaints } = wall;
  const opened = figure(page, '市本级收入');
  await opened.click();
  await expectPanel(page);
  expect(new URL(page.url()).searchParams.get('open')).toBe(question);

  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.locator(':focus').getAttribute('aria-label')).toBe(
    await opened.getAttribute('aria-label'),
  );
  expect(new URL(page.url()).searchParams.get('open')).toBeNull();
  expect(complaints).toEqual([]);
});

it('shows the panel again from a link, and closes it by its button', async () => {
  const { page } = wall;
  await page.goto(`${url}/?open=${encodeURIComponent(question)}`);
  await allAnswered(page);
  await expectPanel(page);
  await page.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

it('opens a number from the keyboard, and closes it by going back', async () => {
  const { page } = wall;
  await figure(page, '市本级收入').press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.goBack();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

it('shows the published final accounts beside ours, with the page they were published on', async () => {
  const { page } = wall;
  expect(await reading(page, '2023年市本级收入（公开数据）')).toBe('138.90亿元');
  expect(await reading(page, '2023年市本级收入（本库）')).toBe('138.90');

  const filters = new URLSearchParams({
    by: 'source_url',
    year: '2023',
    published_area: '温州市本级',
    published_period: '全年(决算)',
    topic: '一般公共预算',
    item: '收入',
  });
  const { rows } = await metric(url, `published_amount?${filters.toString()}`);
  expect(rows).toMatchObject([{ value: 13_890_000_000 }]);
  const link = page.getByRole('link', { name: '2023年市本级收入 来源网页' });
  const href = await link.getAttribute('href');
  expect(href).toMatch(/^http:\/\/www\.wzrd\.gov\.cn\//);
  expect(href).toBe(rows[0]?.key.source_url);
});
