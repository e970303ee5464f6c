import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { currentBuildSchema, type CurrentBuild } from '../../api/contracts/builds.ts';
import { metricValuesSchema, type MetricValues } from '../../api/contracts/metrics.ts';
import { overflow, smallTexts, textFaults, tileFaults } from './in-page.mjs';
import { allAnswered, seenWithinMs } from './open-wall.ts';

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
