import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { findExecutable, launchBrowser, unpack } from './browser.ts';

const scratch = await mkdtemp(join(tmpdir(), 'cockpit-browser-test-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

it('starts a Chromium that runs scripts and draws', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 320, height: 180 } });
    await page.setContent('<h1>城市</h1><script>document.title = String(6 * 7)</script>');
    expect(await page.title()).toBe('42');
    expect((await page.screenshot()).subarray(1, 4).toString()).toBe('PNG');
  } finally {
    await browser.close();
  }
});

it('unpacks once when several processes ask at the same time', async () => {
  const folders = await Promise.all([unpack(scratch), unpack(scratch)]);
  expect(new Set(folders).size).toBe(1);
  expect(await readdir(scratch)).toHaveLength(1);
  expect(await readdir(folders[0])).toContain('chromium');
});

it('says which file is missing when CHROMIUM_PATH is wrong', async () => {
  await expect(findExecutable({ CHROMIUM_PATH: '/nowhere/chromium' })).rejects.toThrow(
    'CHROMIUM_PATH 指向的文件不存在：/nowhere/chromium',
  );
});
