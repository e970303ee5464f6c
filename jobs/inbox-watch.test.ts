import { appendFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshFiles, InboxWatch, inboxKey } from './inbox-watch.ts';
import type { Run } from './run.ts';

let inbox: string;
beforeEach(async () => {
  inbox = await mkdtemp(join(tmpdir(), 'cockpit-inbox-'));
});
afterEach(() => rm(inbox, { recursive: true, force: true }));

const later = () => new Date(Date.now() + 60_000);
const names = (files: readonly { readonly path: string }[] | null) =>
  files?.map(({ path }) => path.slice(inbox.length + 1)) ?? null;

test('a file that still grows is not taken', async () => {
  const watch = new InboxWatch(inbox, 10_000);
  await writeFile(join(inbox, '支付.csv'), '半个');
  expect(await watch.look(later()), 'seen for the first time').toBeNull();
  await appendFile(join(inbox, '支付.csv'), '文件');
  expect(await watch.look(later()), 'it has grown').toBeNull();
  expect(await watch.look(new Date()), 'just now').toBeNull();
  expect(names(await watch.look(later()))).toEqual(['支付.csv']);
});

test('what a program leaves while it copies or edits is no delivery, until it has its name', async () => {
  const watch = new InboxWatch(inbox, 0);
  for (const name of ['.收入.csv', '~$收入.xlsx', '收入.csv.part']) await writeFile(join(inbox, name), 'x');
  await watch.look(later());
  expect(names(await watch.look(later()))).toEqual([]);
  await rename(join(inbox, '收入.csv.part'), join(inbox, '收入.csv'));
  await watch.look(later());
  expect(names(await watch.look(later()))).toEqual(['收入.csv']);
});

test('what was refused and left is not taken again until it is another file', async () => {
  const watch = new InboxWatch(inbox, 0);
  await writeFile(join(inbox, '坏.csv'), 'x');
  await watch.look(later());
  const [file] = (await watch.look(later())) ?? [];
  const earlier = [{ outputs: { left: [file?.mark ?? ''] } }] as unknown as Run[];
  expect(file && freshFiles([file], earlier)).toEqual([]);
  await appendFile(join(inbox, '坏.csv'), 'y');
  await watch.look(later());
  const [mended] = (await watch.look(later())) ?? [];
  expect(mended && freshFiles([mended], earlier)).toHaveLength(1);
  expect(mended && file && inboxKey([mended], '2026-11-03')).not.toBe(file && inboxKey([file], '2026-11-03'));
});
