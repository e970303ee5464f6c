/**
 * `npm run soak -- [--minutes 40] [--updates 1000] [--every 1.5] [--dwell 3] [--compare 100,400]`: the wall at
 * 3840×2160, headless, with a build of a small city published every second and a half, announced by the real server,
 * and scenes that change every three seconds. The builds are a few real ones that differ, published in turn as new
 * ones (`small-city.ts`): what is tried is the wall and the server, not the build. It ends after so many minutes or
 * updates, whichever comes first; prints what the page held at the beginning and at the end; exit code 1 when
 * anything grew, complained, or was wrong. `--compare` says which classes of objects grew between two counts of updates.
 */
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { launchBrowser } from '../browser.ts';
import { startServer } from '../e2e/cockpit-process.ts';
import { openWall } from '../e2e/open-wall.ts';
import { grownClasses } from './class-counts.ts';
import type { ClassCount } from './class-counts.ts';
import { MemoryProbe } from './memory.ts';
import type { MemoryReading } from './memory.ts';
import { stopRecording } from './recording.ts';
import { SmallCity } from './small-city.ts';
import type { Published } from './small-city.ts';
import { judge, warmUp } from './verdict.ts';
import type { Soaked } from './verdict.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '40' },
    updates: { type: 'string', default: '1000' },
    every: { type: 'string', default: '1.5' },
    dwell: { type: 'string', default: '3' },
    compare: { type: 'string', default: '' },
  },
});
const positive = z.coerce.number().positive();
const asked = z
  .object({
    minutes: positive,
    updates: positive,
    every: positive,
    dwell: positive,
    compare: z.string().transform((list) => list.split(',').filter(Boolean).map(Number)),
  })
  .parse(values);

/** The page is read so often, in updates. */
const readEvery = 20;
/** What is played ahead, and what moves, is done within this time, milliseconds. */
const settledAfterMs = 1_000;
const mostClasses = 25;
const seenWithinMs = 30_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** The digit that calls the scene that is shown. */
const shownScene = async (page: Page): Promise<number> =>
  1 +
  (await page.evaluate<number>(
    `[...document.querySelectorAll('nav button')].findIndex((tab) => tab.hasAttribute('aria-current'))`,
  ));

/**
 * Stops the wall at the overview, all of it of this build and nothing being fetched: only readings of one state can
 * be compared. The answer lets it go on from where it was.
 */
async function stopAtOverview(page: Page, build: string): Promise<() => Promise<void>> {
  await page.keyboard.press('Space');
  const scene = await shownScene(page);
  await page.keyboard.press('1');
  await page
    .locator(`.screen:has(footer:has-text("${build}")):has(nav button[aria-current]:first-child)`)
    .locator('.stage > .scene:only-child:not(:has(.tile[data-state="refreshing"]))')
    .waitFor({ timeout: seenWithinMs });
  await pause(settledAfterMs);
  return async () => {
    await page.keyboard.press(String(scene));
    await page.keyboard.press('Space');
  };
}

/** What the wall should write of a revenue, in the unit and with the decimals it chose. */
async function readsRight(page: Page, { revenue }: Published): Promise<string | null> {
  const text = await page.locator('button.number[data-name="市本级收入"]').innerText();
  const written = Number(text.replaceAll(/[^\d.]/g, ''));
  return Math.abs(written * 1e8 - revenue) < 500_001
    ? null
    : `市本级收入 reads ${text}, the build says ${revenue}`;
}

/** Follows which builds came to the wall, and how often every scene did. */
async function follow(page: Page) {
  const builds = new Set<string>();
  const turns = new Map<string, number>();
  await page.exposeFunction('sawBuild', (text: string) => {
    for (const [build] of text.matchAll(/\d{8}T\d{6}Z-[0-9a-f]{8}/g)) builds.add(build);
  });
  await page.exposeFunction('sawScene', (scene: string) => turns.set(scene, (turns.get(scene) ?? 0) + 1));
  const scenes = await page.locator('nav button').count();
  await page.evaluate(`new MutationObserver(() => sawBuild(document.querySelector('footer').innerText))
    .observe(document.querySelector('footer'), { subtree: true, childList: true, characterData: true });
    new MutationObserver(() => sawScene(document.querySelector('nav button[aria-current]').innerText))
    .observe(document.querySelector('nav'), { subtree: true, attributeFilter: ['aria-current'] })`);
  return {
    updates: () => builds.size,
    rounds: () => (turns.size < scenes ? 0 : Math.min(...turns.values())),
  };
}

async function soak(city: SmallCity, page: Page, complaints: readonly string[]): Promise<Soaked> {
  await stopRecording(page);
  const probe = await MemoryProbe.of(page);
  const seen = await follow(page);
  const readings: MemoryReading[] = [];
  const wrong: string[] = [];
  const snapshots: ReadonlyMap<string, ClassCount>[] = [];
  const until = performance.now() + asked.minutes * 60_000;
  for (let published = 1; ; published += 1) {
    const due = performance.now() + asked.every * 1_000;
    const latest = await city.publish();
    const isLast = performance.now() > until || seen.updates() >= asked.updates - 1;
    if (!isLast && published % readEvery !== 0) {
      await pause(Math.max(0, due - performance.now()));
      continue;
    }
    const goOn = await stopAtOverview(page, latest.build);
    const fault = await readsRight(page, latest);
    if (fault !== null) wrong.push(fault);
    const reading = await probe.readAtRest({ updates: seen.updates(), rounds: seen.rounds() });
    readings.push(reading);
    say(
      `${String(reading.updates).padStart(5)} of ${published} updates   ${reading.rounds} rounds   ` +
        `heap ${(reading.heap / 1e6).toFixed(2)} MB, outside ${(reading.outside / 1e6).toFixed(2)} MB   ` +
        `${reading.nodes} nodes   ${reading.listeners} listeners   ${reading.charts} charts (${reading.chartsShown} shown)`,
    );
    const nextCompared = asked.compare[snapshots.length];
    if (nextCompared !== undefined && reading.updates >= nextCompared) {
      snapshots.push(await probe.classes());
      sayGrowth(snapshots);
    }
    if (isLast) return { readings, published, applied: seen.updates(), complaints, wrong };
    await goOn();
  }
}

/** What grew between the last two looks at the classes. */
function sayGrowth(snapshots: readonly ReadonlyMap<string, ClassCount>[]): void {
  const [before, after] = snapshots.slice(-2);
  if (before === undefined || after === undefined) return;
  say('\n| class | objects before | after | bytes before | after |');
  say('| --- | ---: | ---: | ---: | ---: |');
  for (const { label, from, to } of grownClasses(before, after).slice(0, mostClasses))
    say(`| ${label.slice(0, 60)} | ${from.count} | ${to.count} | ${from.bytes} | ${to.bytes} |`);
  say('');
}

function table(soaked: Soaked): boolean {
  const judged = judge(soaked);
  const number = (value: number | null) => value?.toLocaleString('en-GB').replaceAll(',', ' ') ?? '–';
  const share = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(2)} %`);
  say(`\n| what | after ${warmUp.updates} updates | at the end | per 1 000 updates | |`);
  say('| --- | ---: | ---: | ---: | --- |');
  for (const { what, from, to, perThousand, fault } of judged)
    say(`| ${what} | ${number(from)} | ${number(to)} | ${share(perThousand)} | ${fault ?? 'good'} |`);
  say(
    `\nload average ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
  for (const complaint of [...new Set([...soaked.complaints, ...soaked.wrong])].slice(0, 20))
    say(`  ${complaint}`);
  return judged.every(({ fault }) => fault === null);
}

const city = await SmallCity.open();
try {
  await city.publish();
  const server = await startServer(city.folder);
  const browser = await launchBrowser();
  try {
    const { page, complaints } = await openWall(browser, server.url, {
      path: `/screen?profile=3840x2160&kiosk&rotate=on&dwell=${asked.dwell}`,
      viewport: { width: 3840, height: 2160 },
      reducedMotion: 'no-preference',
    });
    const began = performance.now();
    const soaked = await soak(city, page, complaints);
    say(
      `\n${((performance.now() - began) / 60_000).toFixed(1)} minutes, an update every ${asked.every} s, a scene every ${asked.dwell} s`,
    );
    process.exitCode = table(soaked) ? 0 : 1;
  } finally {
    await browser.close();
    await server.stop();
  }
} finally {
  await city.close();
}
