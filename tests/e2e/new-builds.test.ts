import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { cockpit, startServer, type Server } from './cockpit-process.ts';
import { readOctober, writeOctober } from './october-again.ts';
import { openWall } from './open-wall.ts';
import { currentBuild, figures, inHundredMillions, expectToFit, reading, reads, valueOf } from './wall.ts';

const folder = await mkdtemp(join(tmpdir(), 'cockpit-e2e-builds-'));
const home = join(folder, 'home');
let server: Server;
let browser: Browser;
beforeAll(async () => {
  await cp(inject('sampleHome'), home, { recursive: true });
  [server, browser] = await Promise.all([startServer(home), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Longer than the pause between two polls of the page, milliseconds. */
const aPoll = 16_000;
const added = 1_000_000_000;
/** Two intakes and two builds of a whole city, milliseconds. */
const longEnough = 300_000;

it(
  'keeps the numbers and says which check failed; a corrected file brings new ones without a reload',
  async () => {
    const { url } = server;
    const before = await currentBuild(url);
    const october = await readOctober(home);
    const { page, complaints } = await openWall(browser, url, { ownClock: true });
    const asShown = await figures(page);
    const spent = await valueOf(url, 'general_expenditure');
    expect(await reading(page, '全市支出')).toBe(inHundredMillions(spent));
    const banner = page.getByRole('alert');
    expect(await banner.count()).toBe(0);

    const broken = join(folder, '2026年10月支付明细.csv');
    await writeOctober(broken, october, { id: october.septemberId, yuan: String(added) });
    const held = await cockpit(home, 'ingest', broken);
    expect(held, held.output).toMatchObject({
      code: 4,
      output: expect.stringContaining(october.septemberId) as unknown,
    });
    const taken = await cockpit(home, 'ingest', broken, '--accept-held', '--reason', '财政局坚持');
    expect(taken.code, taken.output).toBe(0);
    expect(await cockpit(home, 'build')).toMatchObject({
      code: 1,
      output: expect.stringContaining(october.septemberId) as unknown,
    });

    await page.clock.fastForward(aPoll);
    await banner.filter({ hasText: /「支付凭证号唯一：.+」有 1 行不符/ }).waitFor();
    expect(await banner.innerText()).toContain('屏上仍是上一次构建的数据');
    expect((await currentBuild(url)).build).toEqual(before.build);
    await expect.poll(() => figures(page)).toEqual(asShown);
    await expectToFit(page);

    const corrected = join(folder, '2026年10月支付明细（更正）.csv');
    await writeOctober(corrected, october, { id: `${october.septemberId}更正`, yuan: String(added) });
    const published = await cockpit(home, 'ingest', corrected, '--build');
    expect(published.code, published.output).toBe(0);
    await expect
      .poll(async () => (await currentBuild(url)).build.id, { timeout: 10_000 })
      .not.toBe(before.build.id);
    expect(await valueOf(url, 'general_expenditure')).toBeCloseTo(spent + added, 2);

    // The server tells of a new build: the page asks at once, whatever its clock says.
    await reads(page, '全市支出', inHundredMillions(spent + added));
    expect(await banner.count()).toBe(0);
    await expectToFit(page);
    expect(await page.locator('footer').innerText()).toContain((await currentBuild(url)).build.id);
    expect(complaints).toEqual([]);
  },
  longEnough,
);
