import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { metricValuesSchema, type MetricValues } from '../../api/contracts/metrics.ts';
import { launchBrowser } from '../browser.ts';
import { figuresOnWall } from './in-page.mjs';
import { openWall } from './open-wall.ts';
import { currentBuild, showScene } from './wall.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** What one unit of the value may be written as: by how much it is divided, in every scale the wall uses. */
const scales: Readonly<Record<string, readonly number[]>> = {
  yuan: [1, 1e4, 1e8],
  ratio: [0.01, 1],
  points: [0.01, 1],
  square_metre: [1, 1e4],
};

/** True when the text is the value, rounded to the decimals that are written. */
function saysSo(text: string, value: number, unit: string): boolean {
  const written = /[−+-]?[\d,]+(?:\.\d+)?/.exec(text)?.[0];
  if (written === undefined) return false;
  const number = Number(written.replaceAll(',', '').replace('−', '-').replace('+', ''));
  const decimals = written.split('.')[1]?.length ?? 0;
  const slack = 0.5 * 10 ** -decimals * 1.0001;
  // A figure beside the word for its direction is written without its sign.
  return (scales[unit] ?? [1]).some((scale) =>
    [value, -value].some((signed) => Math.abs(signed / scale - number) <= slack),
  );
}

it('every figure of every scene goes back to a metric and a build, and says what the metric says', async () => {
  const url = inject('sampleUrl');
  const { page } = await openWall(browser, url);
  const { build } = await currentBuild(url);
  const answers = new Map<string, Promise<MetricValues>>();
  const ask = (question: string): Promise<MetricValues> => {
    const known = answers.get(question);
    if (known !== undefined) return known;
    const asked = fetch(`${url}/api/v1/metrics/${question}`).then(async (response) =>
      metricValuesSchema.parse(await response.json()),
    );
    answers.set(question, asked);
    return asked;
  };

  const titles = await page.locator('footer nav button').allInnerTexts();
  const faults: string[] = [];
  let seen = 0;
  for (const [index, title] of titles.entries()) {
    await showScene(page, index + 1, title);
    for (const { name, question, text } of await page.evaluate(figuresOnWall)) {
      if (text === '—') continue;
      seen += 1;
      const where = `${title}, ${name} ${text}`;
      if (question === null) {
        faults.push(`${where}: carries no question`);
        continue;
      }
      const values = await ask(question).catch(() => null);
      if (values === null) faults.push(`${where}: no answer to ${question}`);
      else if (values.build !== build.id) faults.push(`${where}: of build ${values.build}`);
      else if (!saysAny(text, values))
        faults.push(`${where}: ${question} is ${values.rows.map(({ value }) => value).join(' ')}`);
    }
  }
  expect(seen).toBeGreaterThan(200);
  expect(faults).toEqual([]);
});

/** A figure is a row's value or, where its question breaks down, what its rows add up to. */
function saysAny(text: string, { rows, metric }: MetricValues): boolean {
  const given = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  if (given.length === 0) return text.includes('无法计算');
  const candidates = [...given, given.reduce((sum, value) => sum + value, 0)];
  return candidates.some((value) => saysSo(text, value, metric.unit));
}
