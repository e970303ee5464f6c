import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { currentBuildSchema, type CurrentBuild } from '../../api/contracts/builds.ts';
import { metricValuesSchema, type MetricValues } from '../../api/contracts/metrics.ts';
import { overflow, smallTexts, textFaults, tileFaults } from './in-page.mjs';

const seenWithinMs = 20_000;

/** A page with the cockpit on it, and a list of everything in it that should not have happened. */
export interface Wall {
  readonly page: Page;
  /** Console errors, exceptions, failed requests, requests to other hosts. */
  readonly complaints: readonly string[];
}

export interface WallOptions extends Pick<BrowserContextOptions, 'viewport' | 'reducedMotion'> {
  /** `/?theme=light`; the wall stays at its scene unless the path says how it rotates. */
  readonly path?: string;
  /** The page's clock can then be moved on by `page.clock.fastForward`. */
  readonly ownClock?: boolean;
  /** The page's clock is wrong by so many milliseconds. */
  readonly clockOffBy?: number;
}

/** Opens the cockpit and waits until every tile has its answers. */
export async function openWall(browser: Browser, url: string, options: WallOptions = {}): Promise<Wall> {
  const { path = '/', ownClock = false, clockOffBy, ...context } = options;
  const page = await browser.newPage({
    viewport: { width: 1920, height: 1080 },
    reducedMotion: 'reduce',
    locale: 'zh-CN',
    ...context,
  });
  page.setDefaultTimeout(seenWithinMs);
  if (ownClock) await page.clock.install();
  if (clockOffBy !== undefined) await page.clock.install({ time: Date.now() + clockOffBy });
  const complaints = listenForComplaints(page, new URL(url).host);
  await page.goto(`${url}${path.includes('rotate=') ? path : withoutRotation(path)}`);
  await allAnswered(page);
  return { page, complaints };
}

const withoutRotation = (path: string): string => `${path}${path.includes('?') ? '&' : '?'}rotate=off`;

function listenForComplaints(page: Page, host: string): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('requestfailed', (request) =>
    complaints.push(`failed: ${request.url()} (${request.failure()?.errorText ?? ''})`),
  );
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (/^(https?|wss?):$/.test(asked.protocol) && asked.host !== host)
      complaints.push(`another host: ${request.url()}`);
  });
  return complaints;
}

const restMs = 200;

/** Waits until there are tiles, none is being filled, the fonts have come, and lists know how many rows they have room for. */
export async function allAnswered(page: Page): Promise<void> {
  await page.locator('.scene:has(.tile):not(:has(.tile[data-state="refreshing"]))').waitFor();
  await page.evaluate('document.fonts.ready.then(() => null)');
  const text = async () => (await page.locator('.scene').allInnerTexts()).join();
  const deadline = performance.now() + seenWithinMs;
  let before: string | null = null;
  for (let now = await text(); now !== before; now = await text()) {
    if (performance.now() > deadline) throw new Error('the scene does not come to rest');
    before = now;
    await pause(restMs);
  }
}

/** Nothing is outside of the window, cut, or written over. */
export async function expectToFit(page: Page): Promise<void> {
  expect(await page.evaluate(overflow)).toEqual({ x: 0, y: 0 });
  const { texts, faults } = await page.evaluate(textFaults);
  expect(texts).toBeGreaterThan(100);
  expect(faults).toEqual([]);
}

/** What is wrong with the scene as it stands: cut, covered, outside, or smaller than the farthest viewer reads. */
export async function layoutFaults(page: Page, floor: number): Promise<readonly string[]> {
  const { x, y } = await page.evaluate(overflow);
  const { texts, faults } = await page.evaluate(textFaults);
  return [
    ...(x + y > 0 ? [`the page overflows by ${x} × ${y}`] : []),
    ...(texts < 40 ? [`only ${texts} texts`] : []),
    ...(await page.evaluate(tileFaults)),
    ...faults,
    ...(await page.evaluate(smallTexts, floor)).map((text) => `too small: ${text}`),
  ];
}

/** Calls a scene by its digit and waits until it is there, answered. */
export async function showScene(page: Page, digit: number, title: string): Promise<void> {
  await page.keyboard.press(String(digit));
  await page.locator('header.head h1').filter({ hasText: title }).waitFor();
  await page.locator('.scene').nth(1).waitFor({ state: 'detached' });
  await allAnswered(page);
}

/** The figure of this name, as a screen reader would find it. */
export const figure = (page: Page, name: string): Locator =>
  page.locator(`button.number[aria-label^="${name}："]`);

/** A figure as it stands on the screen: `1,234.50亿元`. */
export const reading = async (page: Page, name: string): Promise<string> =>
  (await figure(page, name).innerText()).replaceAll(/\s/g, '');

/** Waits until a figure reads so. */
export const reads = (page: Page, name: string, text: string): Promise<void> =>
  expect.poll(() => reading(page, name), { timeout: seenWithinMs }).toBe(text);

/** All figures of the screen, by what they are called, as they read. */
export async function figures(page: Page): Promise<readonly (string | null)[]> {
  const all = await page.locator('.scene button.number').all();
  return Promise.all(all.map((one) => one.getAttribute('aria-label')));
}

/** What the API answers, asked without the page. */
export async function metric(url: string, question: string): Promise<MetricValues> {
  const response = await fetch(`${url}/api/v1/metrics/${question}`);
  return metricValuesSchema.parse(await response.json());
}

/** The value of a question with one answer. @throws when there is none */
export async function valueOf(url: string, question: string): Promise<number> {
  const [row] = (await metric(url, question)).rows;
  if (typeof row?.value !== 'number') throw new Error(`${question} has no value`);
  return row.value;
}

export async function currentBuild(url: string): Promise<CurrentBuild> {
  const response = await fetch(`${url}/api/v1/builds/current`);
  return currentBuildSchema.parse(await response.json());
}

/** Yuan as the wall writes them: two decimals of 亿元, grouped by thousands. */
export function inHundredMillions(yuan: number): string {
  const [whole = '', cents = ''] = (yuan / 100_000_000).toFixed(2).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}亿元`;
}

/** A fraction as the wall writes it. */
export const inPercent = (ratio: number): string => `${(ratio * 100).toFixed(1)}%`;
