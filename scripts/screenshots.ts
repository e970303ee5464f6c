/**
 * `npm run screenshots`: the running cockpit at the wall's sizes, into docs/screens. It serves the sample city from
 * a home of its own, so that an office's data never come into the documentation; SCREENSHOTS_HOME keeps that
 * home from one run to the next. SCREENSHOTS_URL shoots a server that is already running. Names of pictures after
 * `--` shoot those alone: `npm run screenshots -- audit-1920x1080`.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { mattersSchema } from '../api/contracts/duplicates.ts';
import { launchBrowser } from '../tests/browser.ts';

interface Shot {
  readonly name: string;
  /** Id of a display profile, which is its size. */
  readonly profile: string;
  readonly query: string;
  /** Opens the first large figure before shooting. */
  readonly open?: true;
}

const scenes = ['overview', 'budget', 'tax', 'audit', 'assets', 'stations', 'suggestions', 'decisions'];
/** Every scene at the two sizes of 16:9, the first on every other shape of screen, and a full one where it is narrow. */
const everyScene = ['1920x1080', '3840x2160'];
const otherShapes = [
  { scene: 'overview', profiles: ['2560x1080', '5120x1440', '7680x2160', '1080x1920'] },
  { scene: 'budget', profiles: ['2560x1080', '1080x1920'] },
];

const plain = (profile: string, scene: string): Shot => ({
  name: `${scene}-${profile}`,
  profile,
  query: `scene=${scene}`,
});

const shots: readonly Shot[] = [
  ...everyScene.flatMap((profile) => scenes.map((scene) => plain(profile, scene))),
  ...otherShapes.flatMap(({ scene, profiles }) => profiles.map((profile) => plain(profile, scene))),
  { name: 'overview-1920x1080-light', profile: '1920x1080', query: 'scene=overview&theme=light' },
  { name: 'audit-1920x1080-light', profile: '1920x1080', query: 'scene=audit&theme=light' },
  { name: 'budget-1920x1080-decals', profile: '1920x1080', query: 'scene=budget&decals=on' },
  { name: 'overview-1920x1080-panel', profile: '1920x1080', query: 'scene=overview', open: true },
];

/** WebP at this quality is a fifth of a PNG, and keeps letters sharp. */
const quality = 84;

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

/** Waits until two pictures in a row are the same: fonts have come and charts have come to rest. */
async function rest(page: Page): Promise<void> {
  let before = await page.screenshot();
  for (let tries = 0; tries < 20; tries += 1) {
    await pause(300);
    const now = await page.screenshot();
    if (now.equals(before)) return;
    before = now;
  }
}

/** Of the browser itself: Playwright writes PNG and JPEG alone. */
async function webp(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality });
  await session.detach();
  return Buffer.from(data, 'base64');
}

async function shoot(browser: Browser, url: string, shot: Shot): Promise<void> {
  const [width = 0, height = 0] = shot.profile.split('x').map(Number);
  const page = await browser.newPage({
    viewport: { width, height },
    reducedMotion: 'reduce',
    locale: 'zh-CN',
  });
  page.setDefaultTimeout(60_000);
  try {
    await page.goto(`${url}/screen?profile=${shot.profile}&rotate=off&${shot.query}`);
    await page.locator('.tile').first().waitFor();
    await page.locator('.tile[data-state="refreshing"]').first().waitFor({ state: 'detached' });
    await page.locator('.tile:not([data-state="empty"])').first().waitFor();
    if (shot.open) {
      await page.locator('.scene .number:enabled').first().click();
      await page.locator('dialog[open]').waitFor();
    }
    await rest(page);
    await writeFile(join(folder, `${shot.name}.webp`), await webp(page));
    process.stdout.write(`docs/screens/${shot.name}.webp\n`);
  } finally {
    await page.close();
  }
}

/** Waits until the register is compared in the background: until then the wall says how far that is. */
async function isCompared(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/api/v1/suggestions/matters?limit=1`);
    const { progress } = mattersSchema.parse(await answer.json());
    if (progress.done >= progress.total) return;
    await pause(1_000);
  }
}

/** @throws when a picture is asked for that there is not */
function shotsCalled(names: readonly string[]): readonly Shot[] {
  const unknown = names.filter((name) => shots.every((shot) => shot.name !== name));
  if (unknown.length > 0)
    throw new Error(
      `没有名为 ${unknown.join('、')} 的截图；可用的有 ${shots.map(({ name }) => name).join('、')}`,
    );
  return names.length === 0 ? shots : shots.filter(({ name }) => names.includes(name));
}

async function shootAll(url: string): Promise<void> {
  const called = shotsCalled(process.argv.slice(2));
  await mkdir(folder, { recursive: true });
  await isCompared(url);
  const browser = await launchBrowser();
  try {
    for (const shot of called) await shoot(browser, url, shot);
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
