import type { Page } from 'playwright-core';
import { namesIn } from './names.ts';
import { periodsIn } from './periods.ts';
import type { Ask } from './sources.ts';

/** What the page asks the API for, asked again without the page, each address once. */
export interface PageAnswers {
  readonly ask: Ask;
  /** What the page was answered: names, the longest first, and the periods that are spoken of. */
  readonly words: () => Promise<{
    readonly names: readonly string[];
    readonly periods: ReadonlySet<string>;
  }>;
}

/** Events do not end, and what is posted is no question. */
const isQuestion = (method: string, path: string): boolean =>
  method === 'GET' && path.startsWith('/api/v1/') && !path.endsWith('/events');

/** Listens from now on. */
export function answersOf(page: Page, url: string): PageAnswers {
  const asked = new Map<string, Promise<unknown>>();
  const ask: Ask = (address) => {
    const known = asked.get(address) ?? fetch(`${url}${address}`).then((response) => response.json());
    asked.set(address, known);
    return known;
  };
  const seen = new Set<string>();
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (isQuestion(request.method(), pathname)) seen.add(`${pathname}${search}`);
  });
  const words: PageAnswers['words'] = async () => {
    const [names, periods] = [new Set<string>(), new Set<string>()];
    for (const address of seen) {
      const answer = await ask(address);
      namesIn(answer, names);
      for (const period of periodsIn(answer)) periods.add(period);
    }
    return { names: [...names].sort((a, b) => b.length - a.length), periods };
  };
  return { ask, words };
}
