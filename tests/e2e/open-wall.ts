import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** What should come comes within this time, milliseconds. */
export const seenWithinMs = 20_000;

/** A page with the cockpit on it, and a list of everything in it that should not have happened. */
export interface Wall {
  readonly page: Page;
  /** Console errors, exceptions, failed requests, requests to other hosts. */
  readonly complaints: readonly string[];
}

export interface WallOptions extends Pick<BrowserContextOptions, 'viewport' | 'reducedMotion' | 'hasTouch'> {
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
  page.on('requestfailed', (request) => {
    // What the page itself gave up (a scene that is left, a build that is overtaken) is nobody's failure.
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()} (${why})`);
  });
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
