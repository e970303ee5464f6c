/**
 * `npm run screenshots`: the running cockpit at the wall's sizes, into docs/screens. It serves the sample city from
 * a home of its own, so that an office's data never come into the documentation; SCREENSHOTS_HOME keeps that
 * home from one run to the next. SCREENSHOTS_URL shoots a server that is already running.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../tests/browser.ts';

interface Shot {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly path: string;
  /** Opens the first large figure before shooting. */
  readonly open?: true;
}

const scenes = ['budget', 'tax', 'audit', 'assets', 'stations', 'suggestions', 'decisions'];

const shots: readonly Shot[] = [
  { name: 'overview-1920x1080', width: 1920, height: 1080, path: '/' },
  { name: 'overview-3840x2160', width: 3840, height: 2160, path: '/' },
  { name: 'overview-1920x1080-light', width: 1920, height: 1080, path: '/?theme=light' },
  { name: 'overview-1920x1080-panel', width: 1920, height: 1080, path: '/', open: true },
  ...scenes.map((scene) => ({
    name: `${scene}-1920x1080`,
    width: 1920,
    height: 1080,
    path: `/?scene=${scene}`,
  })),
];

const top = join(import.meta.dirname, '..');
const folder = join(top, 'docs', 'screens');
const firstRun = 180_000;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** Waits until a build is served. @throws when the server ends before, or takes longer than a first run may */
async function isReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = performance.now() + firstRun;
  while (performance.now() < deadline) {
    if (server.exitCode !== null)
      throw new Error(`服务提前退出，退出码 ${server.exitCode}；原因见上面的输出`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(250);
  }
  throw new Error(`服务 ${url} 在 ${firstRun / 1000} 秒内没有就绪；请看上面的输出`);
}

/** The picture once two in a row are the same: fonts have come and charts have come to rest. */
async function atRest(page: Page): Promise<Buffer> {
  let before = await page.screenshot();
  for (let tries = 0; tries < 20; tries += 1) {
    await pause(300);
    const now = await page.screenshot();
    if (now.equals(before)) return now;
    before = now;
  }
  return before;
}

async function shoot(browser: Browser, url: string, shot: Shot): Promise<void> {
  const viewport = { width: shot.width, height: shot.height };
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce', locale: 'zh-CN' });
  try {
    await page.goto(`${url}${shot.path}`);
    await page.locator('.tile').first().waitFor();
    await page.locator('.tile[data-state="refreshing"]').first().waitFor({ state: 'detached' });
    await page.locator('.tile:not([data-state="empty"])').first().waitFor();
    if (shot.open) {
      await page.locator('.number[data-size="figure"]:enabled').first().click();
      await page.locator('dialog[open]').waitFor();
    }
    await writeFile(join(folder, `${shot.name}.png`), await atRest(page));
    process.stdout.write(`docs/screens/${shot.name}.png\n`);
  } finally {
    await page.close();
  }
}

async function shootAll(url: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const browser = await launchBrowser();
  try {
    for (const shot of shots) await shoot(browser, url, shot);
  } finally {
    await browser.close();
  }
}

async function withServer(home: string, work: (url: string) => Promise<void>): Promise<void> {
  const port = await freePort();
  const env = { ...process.env, COCKPIT_HOME: home, HOST: '127.0.0.1', PORT: String(port) };
  const server = spawn(process.execPath, [join(top, 'bin', 'start.mjs')], {
    cwd: top,
    env,
    stdio: 'inherit',
  });
  try {
    const url = `http://127.0.0.1:${port}`;
    await isReady(url, server);
    await work(url);
  } finally {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.exitCode === null && server.kill('SIGTERM')) await ended;
  }
}

const { SCREENSHOTS_URL: running, SCREENSHOTS_HOME: kept } = process.env;
if (running) await shootAll(running.replace(/\/$/, ''));
else if (kept) await withServer(kept, shootAll);
else {
  const home = await mkdtemp(join(tmpdir(), 'cockpit-screenshots-'));
  try {
    await withServer(home, shootAll);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
