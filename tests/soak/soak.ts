/**
 * `npm run soak -- [--minutes 10] [--updates 1000] [--dwell 2]`: the wall at 3840×2160, headless, with builds of a
 * small city published one after the other by the real build, announced by the real server, and scenes that change
 * every two seconds. It ends after so many minutes or updates, whichever comes first; prints what the page held at
 * the beginning and at the end; exit code 1 when anything grew, complained, or was wrong.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../browser.ts';
import { startServer } from '../e2e/cockpit-process.ts';
import { openWall } from '../e2e/open-wall.ts';
import { MemoryProbe } from './memory.ts';
import type { MemoryReading } from './memory.ts';
import { SmallCity } from './small-city.ts';
import type { Published } from './small-city.ts';
import { judge, warmUp } from './verdict.ts';
import type { Soaked } from './verdict.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    updates: { type: 'string', default: '1000' },
    dwell: { type: 'string', default: '2' },
  },
});
const [minutes, mostUpdates, dwell] = [values.minutes, values.updates, values.dwell].map(Number);
if (![minutes, mostUpdates, dwell].every((value) => value !== undefined && value > 0))
  throw new Error(
    '--minutes, --updates and --dwell must be numbers above zero: npm run soak -- --minutes 10',
  );

/** The page is read so often, in updates. */
const readEvery = 20;
const seenWithinMs = 30_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Everything on the wall is of this build, and nothing is being fetched. */
const isShown = (page: Page, build: string): Promise<void> =>
  page
    .locator(`.screen:has(footer:has-text("${build}")):not(:has(.tile[data-state="refreshing"]))`)
    .waitFor({ timeout: seenWithinMs });

/** The overview alone, come to rest: only readings of one scene can be compared. */
const overviewAlone = (page: Page): Promise<void> =>
  page
    .locator('.screen:has(nav button[aria-current]:first-child)')
    .locator('.stage > .scene:only-child:not(:has(.tile[data-state="refreshing"]))')
    .waitFor({ timeout: seenWithinMs + Number(dwell) * 10_000 });

/** What the wall should write of a revenue, in the unit and with the decimals it chose. */
async function readsRight(page: Page, { revenue }: Published): Promise<string | null> {
  const text = await page.locator('button.number[data-name="市本级收入"]').innerText();
  const written = Number(text.replaceAll(/[^\d.]/g, ''));
  return Math.abs(written * 1e8 - revenue) < 500_001
    ? null
    : `市本级收入 reads ${text}, the build says ${revenue}`;
}

async function soak(city: SmallCity, page: Page, complaints: readonly string[]): Promise<Soaked> {
  const probe = await MemoryProbe.of(page);
  const shown = new Set<string>();
  await page.exposeFunction('sawBuild', (text: string) => {
    for (const [build] of text.matchAll(/\d{8}T\d{6}Z-[0-9a-f]{8}/g)) shown.add(build);
  });
  await page.evaluate(`new MutationObserver(() => sawBuild(document.querySelector('footer').innerText))
    .observe(document.querySelector('footer'), { subtree: true, childList: true, characterData: true })`);

  const readings: MemoryReading[] = [];
  const wrong: string[] = [];
  const until = performance.now() + Number(minutes) * 60_000;
  let published = 0;
  let building = city.publish();
  for (;;) {
    const latest = await building;
    published += 1;
    const isLast = performance.now() > until || published >= Number(mostUpdates);
    const isRead = isLast || published % readEvery === 0;
    if (!isRead) {
      // The next one is built while the wall fetches this one.
      building = city.publish();
      continue;
    }
    await isShown(page, latest.build);
    await overviewAlone(page);
    const fault = await readsRight(page, latest);
    if (fault !== null) wrong.push(fault);
    // Stopped there, and what is played ahead done with: one state is compared with itself.
    await page.keyboard.press('Space');
    const reading = await probe.readAtRest(shown.size);
    await page.keyboard.press('Space');
    readings.push(reading);
    say(
      `${String(shown.size).padStart(5)} of ${published} updates   heap ${(reading.heap / 1e6).toFixed(2)} MB   ` +
        `${reading.nodes} nodes   ${reading.listeners} listeners   ${reading.charts} charts (${reading.chartsShown} shown)`,
    );
    if (isLast) return { readings, published, applied: shown.size, complaints, wrong };
    building = city.publish();
  }
}

function table(soaked: Soaked): boolean {
  const judged = judge(soaked);
  const number = (value: number | null) => value?.toLocaleString('en-GB').replaceAll(',', ' ') ?? '–';
  const share = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(2)} %`);
  say(`\n| what | after ${warmUp} updates | at the end | per 1 000 updates | |`);
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
      path: `/screen?profile=3840x2160&kiosk&rotate=on&dwell=${dwell}`,
      viewport: { width: 3840, height: 2160 },
      reducedMotion: 'no-preference',
    });
    const began = performance.now();
    const soaked = await soak(city, page, complaints);
    say(`\n${((performance.now() - began) / 60_000).toFixed(1)} minutes, a scene every ${dwell} s`);
    process.exitCode = table(soaked) ? 0 : 1;
  } finally {
    await browser.close();
    await server.stop();
  }
} finally {
  await city.close();
}
