import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { axeFaultsInThemes } from './axe-faults.ts';
import { openWall, seenWithinMs } from './open-wall.ts';
import { showScene } from './wall.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  ({ page } = await openWall(browser, inject('sampleUrl')));
});
afterAll(() => browser.close());

/** Every page of the desk by its route, and what is written for the route's parameters. */
const deskPages: Readonly<Record<string, readonly string[]>> = {
  '': [''],
  warnings: ['warnings'],
  'warnings/:id': ['warnings', 'a[href*="/desk/warnings/"]'],
  duplicates: ['duplicates?q=%E5%85%AC%E4%BA%A4'],
  matters: ['matters'],
  vitality: ['vitality'],
  'vitality/stations/:station': ['vitality', 'a[href*="/desk/vitality/stations/"]'],
  'vitality/stations/:station/sheet': [
    'vitality',
    'a[href*="/desk/vitality/stations/"]',
    'a[href*="/sheet"]',
  ],
  'vitality/definition': ['vitality/definition'],
  'vitality/what-if': ['vitality/what-if'],
  reports: ['reports'],
  'reports/verify': ['reports/verify'],
  jobs: ['jobs'],
};

/** Waits until there is a heading and nothing is written any more. */
async function atRest(of: Page): Promise<void> {
  await of.locator('h1, h2').first().waitFor();
  const text = async () => (await of.locator('#app').innerText()).trim();
  const deadline = performance.now() + seenWithinMs;
  let before: string | null = null;
  for (let now = await text(); now !== before || now === ''; now = await text()) {
    if (performance.now() > deadline) throw new Error(`${of.url()} does not come to rest`);
    before = now;
    await pause(300);
  }
}

it('no scene has a serious or critical violation in either theme', async () => {
  const titles = await page.locator('footer nav button').allInnerTexts();
  expect(titles).toHaveLength(8);
  const faults: string[] = [];
  for (const [index, title] of titles.entries()) {
    await showScene(page, index + 1, title);
    faults.push(...(await axeFaultsInThemes(page)).map((fault) => `${title}, ${fault}`));
  }
  expect(faults).toEqual([]);
});

it('nor has an open panel, of a metric or of rejected rows', async () => {
  await page.goto(`${inject('sampleUrl')}/screen?rotate=off&open=general_revenue`);
  await page.locator('dialog pre').first().waitFor();
  await atRest(page);
  expect(await axeFaultsInThemes(page)).toEqual([]);
  await page.goto(`${inject('sampleUrl')}/screen?rotate=off&rejects=`);
  await page.locator('dialog h2').first().waitFor();
  await atRest(page);
  expect(await axeFaultsInThemes(page)).toEqual([]);
});

it('nor has the page to calibrate the wall by', async () => {
  await page.goto(`${inject('sampleUrl')}/screen/calibrate`);
  await atRest(page);
  expect(await axeFaultsInThemes(page)).toEqual([]);
});

it('nor has the code for a phone, nor the phone before it leads and while it does', async () => {
  await page.goto(`${inject('sampleUrl')}/screen?rotate=off`);
  await page.getByRole('button', { name: '手机遥控' }).click();
  await page.locator('dialog svg path').waitFor({ state: 'attached' });
  expect(await axeFaultsInThemes(page)).toEqual([]);
  const code = await page.locator('dialog .code b').innerText();

  const phone = await browser.newPage({
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce',
    locale: 'zh-CN',
  });
  await phone.goto(`${inject('sampleUrl')}/remote?code=${code}`);
  await atRest(phone);
  expect(await axeFaultsInThemes(phone)).toEqual([]);
  await phone.getByRole('button', { name: '开始遥控' }).click();
  await phone.locator('details summary').first().click();
  await atRest(phone);
  expect(await axeFaultsInThemes(phone)).toEqual([]);
  await phone.getByRole('button', { name: '结束遥控' }).click();
  await phone.getByText('遥控已结束').waitFor();
  expect(await axeFaultsInThemes(phone)).toEqual([]);
  await phone.close();
});

it('nor has any page of the desk', async () => {
  const faults: string[] = [];
  for (const [route, [first, ...links]] of Object.entries(deskPages)) {
    await page.goto(`${inject('sampleUrl')}/desk/${first ?? ''}`);
    for (const link of links) {
      const before = page.url();
      await page.locator(link).first().click();
      await page.waitForURL((url) => url.href !== before);
    }
    await atRest(page);
    faults.push(...(await axeFaultsInThemes(page)).map((fault) => `/desk/${route}, ${fault}`));
  }
  expect(faults).toEqual([]);
});

it('and every page that the desk has is among them', async () => {
  const text = await readFile(join(import.meta.dirname, '../../cockpit/router/routes.ts'), 'utf8');
  // The routes load components, which only the cockpit's own build can read: they are taken from the text.
  const listed = [...text.matchAll(/path: '([^'/][^']*|)'/g)].map(([, path]) => path);
  expect(Object.keys(deskPages).toSorted()).toEqual(listed.toSorted());
});
