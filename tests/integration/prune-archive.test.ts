import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findArchived } from '../../etl/archive.ts';
import { build, ingest, rebuild, type HousekeepingDeps } from '../../housekeeping.ts';
import { jobTasks } from '../../job-tasks.ts';
import { restoreBackup } from '../../jobs/backup/restore-backup.ts';
import { takeBackup } from '../../jobs/backup/take-backup.ts';
import { archive } from '../../jobs/doctor/data.ts';
import { returnedFileOf } from '../../returned-file.ts';
import { readSettings } from '../../settings.ts';
import { readReceipts } from '../../warehouse/deliveries.ts';
import { Home } from '../../warehouse/home.ts';
import { HomeApi } from '../fixtures/home-api.ts';
import { csv, payment, paymentHeader } from '../fixtures/intake-bench.ts';
import { paymentsHome, writeLedger } from '../fixtures/payments-home.ts';

let home: Home;
let deps: HousekeepingDeps;
let said: string[];
let folder: string;
const brokenText = '支付凭证号,支付日期\n1,"2\n';
/** Too many of its rows are rejected: refused, and its rejects are kept. */
const poorText = csv([
  paymentHeader,
  ...['a', 'b', 'c'].map((id) => payment(id, '不是数')),
  payment('d', '1'),
]);

beforeEach(async () => {
  ({ home, deps, said } = await paymentsHome());
  folder = await mkdtemp(join(tmpdir(), 'cockpit-pruned-'));
  await writeLedger(home, '一月.csv', '2026-01', 20, '100.00');
  await ingest(deps, [home.inbox]);
  // A ledger that takes the place of the first: superseded, it stays.
  await writeLedger(home, '一月更正.csv', '2026-01', 20, '101.00');
  await writeFile(join(home.inbox, '坏.csv'), brokenText);
  await writeFile(join(home.inbox, '差.csv'), poorText);
  await ingest(deps, [home.inbox]);
  expect((await build(deps)).kind, said.join('\n')).toBe('published');
});
afterEach(async () => {
  await rm(home.root, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

const years = (count: number) => () => new Date(Date.now() + count * 366 * 86_400_000);
const prune = (clock: () => Date) =>
  jobTasks.prune({ ...deps, clock, trigger: 'schedule', signal: new AbortController().signal });
const of = async (fileName: string) => {
  const receipt = (await readReceipts(home)).find((one) => one.fileName === fileName);
  if (receipt === undefined) throw new Error(`no delivery of ${fileName}`);
  return receipt;
};
const isArchived = async (fileName: string) =>
  (await findArchived(home, (await of(fileName)).sha256)) !== null;

async function spent(from: Home): Promise<number | null> {
  const api = await HomeApi.open(from);
  try {
    return await api.value('general_expenditure', { period: '2026-01' });
  } finally {
    api.close();
  }
}

test('refused files go when their time is over, and nothing that a number rests on', async () => {
  const before = await readReceipts(home);
  expect((await of('坏.csv')).verdict).toBe('refused');
  expect((await of('差.csv')).rejected).toBeGreaterThan(0);
  expect((await prune(years(2))).outputs).toMatchObject({ refused: [], freed: 0 });
  const { message, outputs } = await prune(years(4));
  expect(message).toContain('2 份过期的拒收文件');
  expect([...(outputs.refused as string[])].sort()).toEqual(
    [(await of('坏.csv')).sha256, (await of('差.csv')).sha256].sort(),
  );
  expect(outputs.freed).toBe(Buffer.byteLength(brokenText) + Buffer.byteLength(poorText));
  expect(await readReceipts(home)).toEqual(before);
  expect(await Promise.all(['一月.csv', '一月更正.csv', '坏.csv', '差.csv'].map(isArchived))).toEqual([
    ...[true, true, false, false],
  ]);
  expect((await prune(years(4))).outputs).toMatchObject({ refused: [] });
});

test('a pruned archive is whole to the doctor, to a rebuild, to a backup and to what is restored from it', async () => {
  const numbers = await spent(home);
  await prune(years(4));
  const state = await archive(home);
  expect(state.state).toBe('well');
  expect(state.found).toContain('2 份拒收的文件已按策略清理');
  const rejects = home.rejectsParquet((await of('差.csv')).delivery);
  const receipts = await readReceipts(home);
  expect((await rebuild(deps)).kind, said.join('\n')).toBe('published');
  expect(await readReceipts(home)).toEqual(receipts);
  expect((await stat(rejects)).size).toBeGreaterThan(0);
  expect(await spent(home)).toBe(numbers);
  await takeBackup({ home, folder, clock: deps.clock });
  const restored = new Home(join(folder, 'elsewhere'));
  expect(await restoreBackup(folder, restored)).toMatchObject({ damaged: [], isServed: true });
  expect((await archive(restored)).found).toBe((await archive(home)).found);
  const there = { ...deps, settings: readSettings({ COCKPIT_HOME: restored.root }) };
  expect((await rebuild(there)).kind, said.join('\n')).toBe('published');
  expect(await spent(restored)).toBe(numbers);
});

test('what needs a pruned file says when it went and why; handed in again, it is kept as long anew', async () => {
  await prune(years(4));
  const asked = await returnedFileOf(home)((await of('差.csv')).delivery);
  expect(asked).toMatchObject({
    why: expect.stringMatching(
      /差\.csv）已于 \d{4}-\d\d-\d\d 按策略清理（拒收的文件保留 1095 天）/,
    ) as string,
  });
  const notes = await readdir(home.removedFiles);
  await writeFile(join(home.inbox, '坏.csv'), brokenText);
  await ingest(deps, [home.inbox]);
  expect(await isArchived('坏.csv')).toBe(true);
  expect((await prune(years(2))).outputs).toMatchObject({ refused: [] });
  expect((await rebuild(deps)).kind, said.join('\n')).toBe('published');
  expect(await readdir(home.removedFiles)).toEqual(notes);
});

test('a file that is lost, and was not pruned, is still missing', async () => {
  await rm(join(home.archivedFiles, (await of('坏.csv')).sha256), { recursive: true });
  expect((await archive(home)).state).toBe('ill');
  await expect(rebuild(deps)).rejects.toThrow(/归档里缺少/);
});
