/**
 * `npm run bench:wall -- --home .cockpit [--rounds 3]`: how long the wall takes to its first scene with all its
 * figures, in a browser that has never been there, and from one scene to the next, first visits and second ones.
 * By the clock, and in the processor time of the page's main thread, which a busy machine does not make longer.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchBrowser } from '../../browser.ts';
import { startServer } from '../../e2e/cockpit-process.ts';

const { values } = parseArgs({
  options: { home: { type: 'string', default: '.cockpit' }, rounds: { type: 'string', default: '3' } },
});
const rounds = Number(values.rounds);
/** A wall dwells for half a minute at the least; what is done ahead is done by then. */
const dwellMs = 6_000;
const say = (line: string) => process.stdout.write(`${line}\n`);
const middle = (all: readonly number[]): number =>
  all.toSorted((left, right) => left - right)[Math.floor(all.length / 2)] ?? Number.NaN;

/** Resolves with the time of the frame in which the scene of this title stands with all its answers. */
const standing = (title: string | null) => `new Promise((resolve) => {
  const look = () => {
    const scenes = document.querySelectorAll('.stage > .scene');
    const scene = scenes[scenes.length - 1];
    const isThere = ${title === null ? 'true' : `document.querySelector('h1')?.textContent === ${JSON.stringify(title)}`};
    if (isThere && scene && scenes.length === 1 && scene.querySelector('.tile') && !scene.querySelector('.tile[data-state="refreshing"]'))
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    else requestAnimationFrame(look);
  };
  look();
})`;

interface Measured {
  readonly ms: number;
  /** Of the main thread, milliseconds. */
  readonly busy: number;
  readonly requests: number;
}

async function busyOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
}

async function openAt(
  browser: Browser,
  url: string,
): Promise<{ page: Page; session: CDPSession; first: Measured; asked: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1920, height: 1080 },
    reducedMotion: 'reduce',
    locale: 'zh-CN',
  });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  await page.goto(`${url}/screen?rotate=off`, { waitUntil: 'commit' });
  const ms = await page.evaluate<number>(standing(null));
  return { page, session, asked, first: { ms, busy: await busyOf(session), requests: asked.length } };
}

async function change(
  page: Page,
  session: CDPSession,
  asked: readonly string[],
  digit: number,
  title: string,
): Promise<Measured> {
  const [before, askedBefore] = [await busyOf(session), asked.length];
  const ms = await page.evaluate<number>(`(async () => {
    const began = performance.now();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: '${digit}' }));
    return (await ${standing(title)}) - began;
  })()`);
  return { ms, busy: (await busyOf(session)) - before, requests: asked.length - askedBefore };
}

const folder = await mkdtemp(join(tmpdir(), 'cockpit-bench-wall-'));
try {
  const home = join(folder, 'home');
  await cp(values.home, home, { recursive: true });
  const server = await startServer(home);
  const browser = await launchBrowser();
  const seen = new Map<string, Measured[]>();
  const keep = (what: string, measured: Measured) => seen.set(what, [...(seen.get(what) ?? []), measured]);
  try {
    for (let round = 0; round < rounds; round += 1) {
      const { page, session, asked, first } = await openAt(browser, server.url);
      keep(round === 0 ? 'first scene, of a server just started' : 'first scene', first);
      const titles = await page.locator('footer nav button').allInnerTexts();
      for (const visit of ['first', 'second'])
        for (const [at, title] of [...titles.slice(1), ...titles.slice(0, 1)].entries()) {
          await pause(visit === 'first' && at === 0 ? dwellMs : 500);
          const digit = titles.indexOf(title) + 1;
          keep(`${title}, ${visit} visit`, await change(page, session, asked, digit, title));
        }
      await page.context().close();
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  say('| what | ms | worst | main thread, ms | requests |');
  say('| --- | ---: | ---: | ---: | ---: |');
  for (const [what, all] of seen) {
    const [ms, busy] = [all.map((one) => one.ms), all.map((one) => one.busy)];
    say(
      `| ${what} | ${middle(ms).toFixed(0)} | ${Math.max(...ms).toFixed(0)} | ${middle(busy).toFixed(0)} | ${middle(all.map(({ requests }) => requests))} |`,
    );
  }
  say(
    `\nload average ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
