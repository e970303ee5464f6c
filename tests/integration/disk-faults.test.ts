import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { build, ingest, type HousekeepingDeps } from '../../housekeeping.ts';
import type { Home } from '../../warehouse/home.ts';
import { LiveWarehouse } from '../../warehouse/live.ts';
import { paymentsHome, writeLedger } from '../fixtures/payments-home.ts';

const run = promisify(execFile);
const play = join(import.meta.dirname, '..', 'fixtures', 'disk-play.ts');
const resultSchema = z.object({
  taken: z.union([z.number(), z.string()]),
  built: z.string(),
  value: z.number().nullable(),
  lastAttempt: z.string(),
  isFileLeft: z.boolean(),
});

/** Mounting a small disk takes a user namespace of one's own, which not every machine grants. */
const mayMount = await run('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).then(
  () => true,
  () => false,
);
if (!mayMount)
  console.log('disk-faults: skipped, this machine grants no user namespace to mount a small disk in');

let home: Home;
let deps: HousekeepingDeps;
let said: string[];
let file: string;
let disk: string;
beforeEach(async () => {
  ({ home, deps, said } = await paymentsHome());
  await writeLedger(home, '一月.csv', '2026-01', 10, '100.00');
  await ingest(deps, [home.inbox]);
  expect((await build(deps)).kind, said.join('\n')).toBe('published');
  disk = await mkdtemp(join(tmpdir(), 'cockpit-disk-'));
  file = await writeLedger(home, '二月.csv', '2026-02', 10, '100.00');
});
afterEach(async () => {
  await rm(home.root, { recursive: true, force: true });
  await rm(disk, { recursive: true, force: true });
});

/** Plays on a copy of the home on a disk of its own, after `prepare` (shell; $disk is the disk). */
async function onDisk(prepare: string) {
  const script = `set -e; mount -t tmpfs -o size=64m tmpfs "$disk"; cp -a "$home/." "$disk"; ${prepare}; exec "$node" --import tsx "$play" "$disk" "$file"`;
  const { stdout } = await run('unshare', ['-rm', 'sh', '-c', script], {
    env: { ...process.env, disk, home: home.root, node: process.execPath, play, file },
  });
  return resultSchema.parse(JSON.parse(stdout));
}

const fill = 'dd if=/dev/zero of="$disk/fill" bs=64k 2>/dev/null || true';

test.skipIf(!mayMount)(
  'a full disk: nothing is half taken, the last numbers stay up, and it says what to do',
  async () => {
    const result = await onDisk(fill);
    expect(result).toMatchObject({ value: 1_000, lastAttempt: 'published', isFileLeft: true });
    expect(result.taken).toMatch(/ENOSPC|No space left|磁盘已满/);
    expect(result.built).toMatch(
      /磁盘已满（或超出配额），没有写完；原来的数据和构建没有动。请清理或扩容后重做/,
    );
  },
);

test.skipIf(!mayMount)('a read-only disk: the numbers stay up, and it says what to do', async () => {
  const result = await onDisk('mount -o remount,ro "$disk"');
  expect(result).toMatchObject({ value: 1_000, lastAttempt: 'published', isFileLeft: true });
  expect(result.taken).toMatch(/磁盘是只读的，无法写入|EROFS/);
  expect(result.built).toMatch(
    /磁盘是只读的，无法写入；原来的数据和构建仍可使用。请检查磁盘和挂载方式后重做|EROFS/,
  );
});

test('a corrupt current build: a server that starts serves the one before it, and says so', async () => {
  const first = JSON.parse(await readFile(home.currentBuild, 'utf8')) as { build: string };
  await ingest(deps, [home.inbox]);
  expect((await build(deps)).kind).toBe('published');
  const second = JSON.parse(await readFile(home.currentBuild, 'utf8')) as { build: string };
  await truncate(home.buildFile(second.build), 8_192);
  const events: string[] = [];
  const warehouse = new LiveWarehouse(home, {
    connections: 1,
    threads: 1,
    onEvent: ({ event, build }) => events.push(`${event} ${build ?? ''}`.trim()),
  });
  await warehouse.refresh();
  await warehouse.refresh();
  expect(warehouse.buildId).toBe(first.build);
  expect(events).toEqual(['build_not_opened', `older_build_opened ${first.build}`]);
  expect((await build(deps)).kind, 'made again').toBe('published');
  await warehouse.refresh();
  expect(warehouse.buildId).not.toBe(first.build);
  warehouse.close();
});

test('a lock that a full disk cut off does not shut everybody out', async () => {
  await writeFile(home.lock, 'half');
  expect((await ingest(deps, [home.inbox]))[0]?.outcome.kind).toBe('accepted');
});
