import { appendFile, cp, mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build, ingest, rebuild, type HousekeepingDeps } from '../../housekeeping.ts';
import { findBackup, restoreBackup } from '../../jobs/backup/restore-backup.ts';
import { takeBackup } from '../../jobs/backup/take-backup.ts';
import { archive, servedBuild } from '../../jobs/doctor/data.ts';
import { disk, permissions } from '../../jobs/doctor/machine.ts';
import { readSettings } from '../../settings.ts';
import { readReceipts } from '../../warehouse/deliveries.ts';
import { Home } from '../../warehouse/home.ts';
import { HomeApi } from '../fixtures/home-api.ts';
import { paymentsHome, writeLedger } from '../fixtures/payments-home.ts';

let home: Home;
let deps: HousekeepingDeps;
let said: string[];
let folder: string;
let restored: Home;

beforeEach(async () => {
  ({ home, deps, said } = await paymentsHome());
  await writeLedger(home, '一月.csv', '2026-01', 200, '100.00');
  await ingest(deps, [home.inbox]);
  expect((await build(deps)).kind, said.join('\n')).toBe('published');
  folder = await mkdtemp(join(tmpdir(), 'cockpit-backups-'));
  restored = new Home(join(folder, 'elsewhere'));
});
afterEach(async () => {
  await rm(home.root, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

let now = Date.parse('2026-11-03T17:30:00Z');
const clock = () => new Date((now += 1_000));
const backup = () => takeBackup({ home, folder, clock });
const ofRestored = (): HousekeepingDeps => ({
  ...deps,
  settings: readSettings({ COCKPIT_HOME: restored.root }),
});

async function spent(from: Home): Promise<number | null> {
  const api = await HomeApi.open(from);
  try {
    return await api.value('general_expenditure', { period: '2026' });
  } finally {
    api.close();
  }
}

test('a restored home serves the same numbers, takes deliveries in, and can be rebuilt', async () => {
  await writeFile(join(home.inbox, '还没接收.csv'), '等着');
  await writeFile(home.obligations, '[]');
  const began = performance.now();
  await backup();
  const backedUp = performance.now();
  // What comes after the last backup is what a disaster takes.
  const february = await writeLedger(home, '二月.csv', '2026-02', 200, '100.00');
  const handedInAgain = await readFile(february);
  await ingest(deps, [february]);
  const accepted = (await readReceipts(home)).length;
  await rm(home.root, { recursive: true });
  const disaster = performance.now();
  const result = await restoreBackup(folder, restored);
  expect(result).toMatchObject({ damaged: [], differing: [], isServed: true });
  expect(await spent(restored)).toBe(20_000);
  const answered = performance.now();
  const kept = await readReceipts(restored);
  expect(accepted - kept.length, 'only what came after the backup is lost').toBe(1);
  // What a disaster costs: what came after the last backup, and the time until the numbers are up again.
  console.log(
    `RPO: ${accepted - kept.length} of ${accepted} deliveries, those after the last backup (${((backedUp - began) / 1_000).toFixed(2)} s to make); ` +
      `RTO: ${((answered - disaster) / 1_000).toFixed(2)} s until the restored home answered`,
  );
  expect(await readFile(join(restored.inbox, '还没接收.csv'), 'utf8')).toBe('等着');
  expect(await readFile(restored.obligations, 'utf8')).toBe('[]');
  await rm(join(restored.inbox, '还没接收.csv'));
  await writeFile(join(restored.inbox, '二月.csv'), handedInAgain);
  await ingest(ofRestored(), [restored.inbox]);
  expect((await readReceipts(restored)).length, 'handed in again, it is whole').toBe(accepted);
  expect((await rebuild(ofRestored())).kind, said.join('\n')).toBe('published');
  expect(await spent(restored)).toBe(40_000);
});

test('the second backup shares what has not changed, is whole by itself, and outlives the first', async () => {
  const first = await backup();
  const before = (await readFile(home.currentBuild)).toString();
  await writeLedger(home, '二月.csv', '2026-02', 10, '1.00');
  await ingest(deps, [home.inbox]);
  const second = await backup();
  expect(second.copied).toBeLessThan(first.copied / 10);
  const inode = async (path: string) => (await stat(join(path, 'home', 'warehouse', 'current.json'))).ino;
  expect(await inode(second.path)).toBe(await inode(first.path));
  await rm(first.path, { recursive: true });
  expect((await restoreBackup(second.path, restored)).isServed).toBe(true);
  expect((await readFile(restored.currentBuild)).toString()).toBe(before);
});

test('a damaged backup is found out: the file is named, and nothing doubtful is served', async () => {
  const { path, manifest } = await backup();
  await appendFile(join(path, 'home', 'warehouse', `warehouse-${manifest.build ?? ''}.duckdb`), 'x');
  const receipt = manifest.files.find((file) => file.path.startsWith('archive/receipts/'));
  await rm(join(path, 'home', receipt?.path ?? ''));
  const { damaged, isServed, differing } = await restoreBackup(path, restored);
  expect(damaged).toEqual([receipt?.path, `warehouse/warehouse-${manifest.build ?? ''}.duckdb`]);
  expect(isServed).toBe(false);
  expect(differing.length).toBe(manifest.tables.length);
  expect(await readdir(restored.warehouse)).not.toContain('current.json');
});

test('a home that is not empty is not restored into, and what is no backup is said to be none', async () => {
  await backup();
  await expect(restoreBackup(folder, home)).rejects.toThrow(/不是空的，不能恢复到里面/);
  await expect(findBackup(home.root)).rejects.toThrow(/不是备份/);
  await expect(takeBackup({ home, folder: home.reports, clock })).rejects.toThrow(/在数据目录里面/);
});

test('a backup of a damaged archive is made, and says so; the doctor finds the same', async () => {
  const [sum = ''] = await readdir(home.archivedFiles);
  const [name = ''] = await readdir(join(home.archivedFiles, sum));
  expect((await archive(home)).state).toBe('well');
  await truncate(join(home.archivedFiles, sum, name), 100);
  await expect(backup()).rejects.toThrow(/归档里有 1 个文件与接收时的校验和不符/);
  expect((await findBackup(folder)).manifest.files.length).toBeGreaterThan(5);
  expect(await archive(home)).toMatchObject({
    state: 'ill',
    found: expect.stringContaining('000001 一月.csv') as string,
  });
  await rm(join(home.archivedFiles, sum), { recursive: true });
  expect((await archive(home)).found).toContain('缺失 1 份');
});

test('the doctor says what is wrong with the served build, and what to do', async () => {
  expect(await servedBuild(home)).toMatchObject({ state: 'well', advice: '' });
  const { build: id } = JSON.parse(await readFile(home.currentBuild, 'utf8')) as { build: string };
  const copy = join(folder, 'build');
  await cp(home.buildFile(id), copy);
  await truncate(home.buildFile(id), 4_096);
  expect(await servedBuild(home)).toMatchObject({
    state: 'ill',
    advice: '请运行 cockpit build；仍不行则 cockpit rebuild，从归档重做',
  });
  expect((await disk(home)).found).toContain('1 个构建');
  expect((await permissions(home)).state).toBe('well');
});
