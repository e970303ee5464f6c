import type { Page } from 'playwright-core';
import { metricValuesSchema } from '../../../api/contracts/metrics.ts';
import { currentBuild } from '../wall.ts';
import { noFigures } from './no-figures.ts';
import type { PageAnswers } from './page-answers.ts';
import { faultOf, type Known } from './trace.ts';
import { figuresWithoutDigits, writtenOnPage, type Written } from './written-on-page.mjs';

const scopes = noFigures.map(({ scope }) => scope);

const atOnce = 16;

export interface Traced {
  readonly written: readonly Written[];
  readonly known: Known;
  readonly faults: readonly string[];
}

export async function faultsOf(written: readonly Written[], known: Known): Promise<string[]> {
  const faults: string[] = [];
  // The API turns away whoever asks for more than its connections at a time.
  for (let at = 0; at < written.length; at += atOnce) {
    const some = await Promise.all(written.slice(at, at + atOnce).map((one) => faultOf(one, known)));
    faults.push(...some.flatMap((fault) => fault ?? []));
  }
  return faults;
}

/** A figure without digits says that there is none, and then the API has none either. */
async function silentFaults(page: Page, { ask }: PageAnswers): Promise<string[]> {
  const silent = await page.evaluate(figuresWithoutDigits);
  const faults = silent.map(async ({ question, text }) => {
    const { rows } = metricValuesSchema.parse(await ask(`/api/v1/metrics/${question}`));
    return rows.every(({ value }) => value === null) ? [] : [`“${text}” for ${question}`];
  });
  return (await Promise.all(faults)).flat();
}

/** Takes every digit on the page back to where it is from, as the API says it now. */
export async function tracePage(page: Page, url: string, answers: PageAnswers): Promise<Traced> {
  const { build } = await currentBuild(url);
  const written = await page.evaluate(writtenOnPage, scopes);
  const drawn = written.filter(({ kind }) => kind === 'drawn');
  const known: Known = { ask: answers.ask, build: build.id, ...(await answers.words()), drawn };
  const faults = [...(await faultsOf(written, known)), ...(await silentFaults(page, answers))];
  return { written, known, faults };
}
