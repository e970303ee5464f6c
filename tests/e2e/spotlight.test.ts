import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { pairedSchema } from '../../api/contracts/remote.ts';
import { launchBrowser } from '../browser.ts';
import { displayProfile } from './display-profiles.ts';
import { textFaults } from './in-page.mjs';
import { allAnswered, openWall } from './open-wall.ts';

const url = inject('sampleUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

type Command = { readonly do: 'spotlight'; readonly tile: string | null } | { readonly do: 'leave' };

async function post(path: string, body: object): Promise<Response> {
  return fetch(`${url}/api/v1/remote/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Leads the wall as a phone does. */
async function lead(page: Page): Promise<(command: Command) => Promise<void>> {
  await page.keyboard.press('r');
  const code = await page.locator('dialog .code b').innerText();
  await page.keyboard.press('Escape');
  const paired = await post('pairings', { code, name: `主讲人 ${randomUUID().slice(0, 4)}` });
  const { token } = pairedSchema.parse(await paired.json());
  return async (command) => {
    expect((await post('commands', { token, command })).status).toBe(200);
  };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const boxOf = async (page: Page, selector: string): Promise<Box> => {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not to be seen`);
  return box;
};

/** A pixel and a half is the browser's rounding. */
const slack = 1.5;
const isInside = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x - slack &&
  inner.y >= outer.y - slack &&
  inner.x + inner.width <= outer.x + outer.width + slack &&
  inner.y + inner.height <= outer.y + outer.height + slack;

it.each(['1920x1080', '3840x2160', '5120x1440', '1080x1920'])(
  'on %s the tile that is spoken of stands before all others, larger, whole and readable',
  async (profile) => {
    const { page } = await openWall(browser, url, {
      viewport: displayProfile(profile).output,
      path: `/screen?profile=${profile}&rotate=off`,
    });
    const send = await lead(page);
    const faults: string[] = [];
    for (const digit of ['1', '2', '3', '6']) {
      await page.keyboard.press(digit);
      await page.locator('.scene').nth(1).waitFor({ state: 'detached' });
      await allAnswered(page);
      const titles = await page
        .locator('.scene .tile')
        .evaluateAll((tiles) =>
          tiles.map(
            (tile: { getAttribute: (name: string) => string | null }) =>
              tile.getAttribute('aria-label') ?? '',
          ),
        );
      expect(titles.length).toBeGreaterThan(4);
      for (const title of titles) {
        const tile = `.scene .tile[aria-label="${title}"]`;
        const before = await boxOf(page, tile);
        await send({ do: 'spotlight', tile: title });
        await page.locator(`${tile}[data-lit="true"]`).waitFor();
        await allAnswered(page);
        expect(await page.locator('.tile[data-lit="true"]').count()).toBe(1);
        const lit = await boxOf(page, tile);
        const stage = await boxOf(page, '.stage');
        const where = `${digit} ${title}`;
        if (!isInside(lit, stage))
          faults.push(`${where} sticks out of the stage: ${JSON.stringify({ lit, stage })}`);
        if (lit.width * lit.height < before.width * before.height) faults.push(`${where} became smaller`);
        // What lies at its corners and in its middle is the tile itself, and no other.
        const covering = await page.locator(tile).evaluate(
          (
            element: {
              contains: (other: unknown) => boolean;
              ownerDocument: { elementFromPoint: (x: number, y: number) => unknown };
            },
            { x, y, width, height },
          ) =>
            [0.04, 0.5, 0.96].flatMap((right) =>
              [0.04, 0.5, 0.96].filter(
                (down) =>
                  !element.contains(
                    element.ownerDocument.elementFromPoint(x + width * right, y + height * down),
                  ),
              ),
            ).length,
          lit,
        );
        if (covering > 0) faults.push(`${where} is covered at ${covering} of 9 points`);
        const cut = (await page.evaluate(textFaults)).faults.filter((fault) => fault.startsWith('cut by'));
        faults.push(...cut.map((fault) => `${where}: ${fault}`));
      }
      await send({ do: 'spotlight', tile: null });
      await page.locator('.tile[data-lit]').first().waitFor({ state: 'detached' });
    }
    expect(faults).toEqual([]);
    await send({ do: 'leave' });
    await page.close();
  },
);
