import type { Page } from 'playwright-core';
import type { MetricRow } from '../../api/contracts/metrics.ts';
import {
  readAmount,
  readAmountChange,
  readGrowth,
  readPoints,
  readRatio,
  readRow,
} from '../../cockpit/figures/format.ts';
import { metric } from './wall.ts';

/** A figure of the page, by the question it says it answers. */
interface Shown {
  readonly name: string;
  readonly question: string | null;
  readonly digits: string;
}

/** Two figures may write one value with a sign and without, or in another unit of money. */
const scales = [100_000_000, 10_000, 1].map((yuan) => ({ unit: '', yuan }));
const unsigned = (text: string): string => text.replace(/^[+−]/, '');

/** Every way in which the wall may write a value. */
function ways(unit: Parameters<typeof readRow>[0], row: MetricRow): ReadonlySet<string> {
  const all =
    unit === 'yuan'
      ? scales.flatMap((scale) => [readAmount(row.value, scale), readAmountChange(row.value, scale)])
      : unit === 'ratio'
        ? [readRatio(row.value), readGrowth(row.value)]
        : unit === 'points'
          ? [readPoints(row.value)]
          : [];
  return new Set([readRow(unit, row), ...all].map(({ text }) => unsigned(text)));
}

const shownFigures = (page: Page): Promise<Shown[]> =>
  page.locator('.scene button.number').evaluateAll((buttons) =>
    // The page's own types are not known here: only attributes and text are read.
    buttons.map(
      (button: {
        getAttribute: (name: string) => string | null;
        querySelector: (selector: string) => { textContent: string | null } | null;
      }) => ({
        name: button.getAttribute('aria-label') ?? '',
        question: button.getAttribute('data-question'),
        digits: button.querySelector('.digits')?.textContent?.trim() ?? '',
      }),
    ),
  );

/**
 * Takes every figure of the scene back to the API, which is asked without the page.
 * @returns how many there are, and those that are of no metric, of another build, or not what the metric says
 */
export async function traceFigures(
  page: Page,
  url: string,
  build: string,
): Promise<{ readonly figures: number; readonly faults: readonly string[] }> {
  const shown = await shownFigures(page);
  const faults: string[] = [];
  for (const { name, question, digits } of shown) {
    if (question === null) {
      if (digits !== '—') faults.push(`of no metric: ${name}`);
      continue;
    }
    const values = await metric(url, question);
    if (values.build !== build) faults.push(`of build ${values.build}: ${name}`);
    const isKnown = values.rows.some((row) => ways(values.metric.unit, row).has(unsigned(digits)));
    const isNothing = digits === '—' && values.rows.every((row) => row.status === 'no_data');
    if (!isKnown && !isNothing) faults.push(`not what ${question} says: ${name}`);
  }
  return { figures: shown.length, faults };
}
