import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { openWall } from './open-wall.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('a phone that reads the code leads the wall, and gives it back', async () => {
  const url = inject('sampleUrl');
  const { page: wall } = await openWall(browser, url, { path: '/screen?rotate=on' });
  await wall.getByRole('button', { name: '手机遥控' }).click();
  await wall.locator('dialog svg path').waitFor({ state: 'attached' });
  const code = await wall.locator('dialog .code b').innerText();

  const phone = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  await phone.goto(`${url}/remote?code=${code}`);
  await phone.getByLabel('您的称呼').fill('张主任');
  await phone.getByRole('button', { name: '开始遥控' }).click();
  await wall.getByRole('button', { name: '张主任 正在遥控' }).waitFor();
  const title = wall.locator('header.head h1');

  await phone.getByRole('button', { name: '下一屏' }).click();
  await title.filter({ hasText: '预算执行' }).waitFor();
  await phone.getByRole('button', { name: '税收财源' }).click();
  await title.filter({ hasText: '税收财源' }).waitFor();
  await phone.getByRole('button', { name: '上一屏' }).click();
  await phone.getByRole('button', { name: '上一屏' }).click();
  await title.filter({ hasText: '总览' }).waitFor();

  const tile = phone.locator('details').filter({ hasText: '全市一般公共预算' });
  await tile.locator('summary').click();
  await tile.getByRole('button', { name: '突出这一块' }).click();
  await expect.poll(() => wall.locator('.tile[data-lit="true"]').count()).toBe(1);
  expect(await wall.locator('.tile[data-lit="false"]').count()).toBeGreaterThan(5);

  await tile.getByRole('button', { name: /^打开 全市收入 [\d,.]+亿元$/ }).click();
  await wall.locator('dialog pre').first().waitFor();
  await phone.getByRole('button', { name: '恢复轮播' }).click();
  await wall.locator('dialog').waitFor({ state: 'detached' });
  await wall.locator('.rotation').filter({ hasText: '轮播中' }).waitFor();
  expect(await wall.locator('.tile[data-lit]').count()).toBe(0);

  // The code was used up: nobody else gets in by it.
  const other = await fetch(`${url}/api/v1/remote/pairings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, name: '别人' }),
  });
  expect(other.status).toBe(404);

  await phone.getByRole('button', { name: '结束遥控' }).click();
  await wall.getByRole('button', { name: '手机遥控' }).waitFor();
  await phone.getByText('遥控已结束').waitFor();
  await phone.close();
  await wall.close();
});
