import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { openTraced } from './tracing/traced-wall.ts';
import { faultsOf, tracePage } from './tracing/trace-page.ts';
import type { Written } from './tracing/written-on-page.mjs';
import { showScene } from './wall.ts';

const url = inject('sampleUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** The last digit that is no month's or day's, by one: what somebody mistyped. */
const mistyped = (text: string): string =>
  text.replace(/(\d)(?=\D*$)/u, (digit) => String((Number(digit) + 1) % 10));

const isFigure = ({ question, from, time, kind }: Written): boolean =>
  (question ?? from) !== null && time === null && kind !== 'drawn';

/** What a hand may do to a component, and what has to come of it. */
const typed: readonly (readonly [what: string, expression: string, found: RegExp])[] = [
  ['a number beside a figure', `document.querySelector('.tile .stat').append('12')`, /from\?/],
  ['a number in a heading', `document.querySelector('.tile h2').append(' 3')`, /from\?/],
  ['a title', `document.querySelector('.tile h2').title = '共 7 项'`, /from\?/],
  ['a label', `document.querySelector('.tile').setAttribute('aria-label', '前 5 名')`, /from\?/],
  ['a text of a drawing', `document.querySelector('.tile svg text').append('9.9')`, /from\?/],
  [
    'a style sheet',
    `document.head.insertAdjacentHTML('beforeend', '<style>.tile h2::after{content:"42"}</style>')`,
    /::after/,
  ],
  [
    'a figure with a question that is not its own',
    `document.querySelector('.tile .number').dataset.question = 'time_progress'`,
    /from\?/,
  ],
  [
    'a source that leads nowhere',
    `document.querySelector('footer [data-from]').dataset.from = '/api/v1/builds/current#/build/lines'`,
    /leads nowhere/,
  ],
  [
    'a time that is none',
    `document.querySelector('.tile h2').innerHTML += '<time datetime="42">42</time>'`,
    /from\?/,
  ],
];

it.each(typed)('%s typed into the page is found', async (_, expression, found) => {
  const { page, answers } = await openTraced(browser, url, '1920x1080');
  expect((await tracePage(page, url, answers)).faults).toEqual([]);
  await page.evaluate(expression);
  const { faults } = await tracePage(page, url, answers);
  expect(faults.filter((fault) => found.test(fault))).not.toEqual([]);
  await page.close();
});

it('a figure of any scene with another digit than the API’s is found', async () => {
  const { page, answers } = await openTraced(browser, url, '1920x1080');
  const titles = await page.locator('footer nav button').allInnerTexts();
  const missed: string[] = [];
  let changed = 0;
  for (const [index, title] of titles.entries()) {
    await showScene(page, index + 1, title);
    const { written, known } = await tracePage(page, url, answers);
    const wrong = written.filter(isFigure).map((one) => ({ ...one, text: mistyped(one.text) }));
    changed += wrong.length;
    for (const one of wrong) {
      const faults = await faultsOf([one], known);
      if (faults.length === 0) missed.push(`${title}: ${one.where}: ${one.text}`);
    }
  }
  expect(missed).toEqual([]);
  expect(changed).toBeGreaterThan(1_500);
  await page.close();
});

it('a chart with a mark of its own making is found', async () => {
  const { page, answers } = await openTraced(browser, url, '1920x1080');
  await showScene(page, 4, '审计整改');
  const { written, known } = await tracePage(page, url, answers);
  const drawn = written.filter(({ kind }) => kind === 'drawn');
  expect(drawn.length).toBeGreaterThan(4);
  const ends = drawn
    .filter(({ text }) => text.endsWith('个'))
    .map((one) => ({ ...one, text: mistyped(one.text) }));
  const years = drawn.filter(({ text }) => text.includes('年')).map((one) => ({ ...one, text: '2011年1月' }));
  const scale = drawn.filter(({ text }) => /^[\d,]+$/u.test(text)).slice(1);
  const off = scale.map((one) => ({ ...one, box: { ...one.box, middle: one.box.middle + 9 } }));
  for (const wrong of [...ends, ...years]) expect(await faultsOf([wrong], known)).toHaveLength(1);
  for (const wrong of off) {
    const others = known.drawn.filter(({ text }) => text !== wrong.text);
    expect(await faultsOf([wrong], { ...known, drawn: [...others, wrong] })).toHaveLength(1);
  }
  expect(Math.min(ends.length, years.length, off.length)).toBeGreaterThan(0);
  await page.close();
});
