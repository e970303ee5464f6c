import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decideDelivery } from '../../decisions.ts';
import { build, ingest, type HousekeepingDeps } from '../../housekeeping.ts';
import type { Home } from '../../warehouse/home.ts';
import { asOnlyWriter, HomeBusy } from '../../warehouse/writer-lock.ts';
import { HomeApi } from '../fixtures/home-api.ts';
import { paymentsHome, writeLedger } from '../fixtures/payments-home.ts';

let home: Home;
let deps: HousekeepingDeps;
let said: string[];
let api: HomeApi;

beforeEach(async () => {
  ({ home, deps, said } = await paymentsHome());
  await writeLedger(home, '一月.csv', '2026-01', 10, '100.00');
  await ingest(deps, [home.inbox]);
  expect((await build(deps)).kind, said.join('\n')).toBe('published');
  api = await HomeApi.open(home);
});
afterEach(async () => {
  api.close();
  await rm(home.root, { recursive: true, force: true });
});

const spent = () => api.value('general_expenditure', { period: '2026' });

test('a corrected file supersedes: the number changes, and counts once', async () => {
  expect(await spent()).toBe(1_000);
  await writeLedger(home, '一月更正.csv', '2026-01', 10, '120.50');
  const [report] = await ingest(deps, [home.inbox]);
  expect(report?.outcome.receipt.batches[0]?.supersedes).toHaveLength(1);
  expect(await spent(), 'not before it is built').toBe(1_000);
  await build(deps);
  expect(await spent()).toBe(1_205);
});

test('a broken file is refused, and the old build stays and is served', async () => {
  const before = await api.current();
  await writeFile(join(home.inbox, '坏.csv'), '支付凭证号,支付日期\n1,"2\n');
  const [report] = await ingest(deps, [home.inbox]);
  expect(report?.outcome.kind).toBe('refused');
  await build(deps);
  expect(await spent()).toBe(1_000);
  const after = await api.current();
  expect(after.datasets).toEqual(before.datasets);
});

test('a failed check leaves the old build live, and the API says so, until it is put right', async () => {
  const before = await api.current();
  const twice = await writeLedger(home, '二月.csv', '2026-02', 10, '1.00');
  await writeFile(twice, (await readFile(twice, 'utf8')).replace('2026-02-3,', '2026-01-3,'));
  expect((await ingest(deps, [home.inbox]))[0]?.outcome.kind).toBe('held');
  const insisting = { by: '张三', reason: '财政局坚持' };
  const taken = await ingest(deps, [home.archivedFiles], { acceptHeld: insisting });
  expect(taken.map(({ outcome }) => outcome.kind).sort()).toEqual(['accepted', 'unchanged']);
  const outcome = await build(deps);
  expect(outcome.kind).toBe('failed');
  expect(await spent()).toBe(1_000);
  const during = await api.current();
  expect(during.build).toEqual(before.build);
  expect(during.lastAttempt.state).toBe('failed');
  expect(during.lastAttempt.failedChecks[0]?.offending).toBeGreaterThan(0);
  await writeLedger(home, '二月更正.csv', '2026-02', 10, '1.00');
  await ingest(deps, [home.inbox]);
  expect((await build(deps)).kind).toBe('published');
  expect(await spent()).toBe(1_010);
  expect((await api.current()).lastAttempt.state).toBe('published');
});

test('one writer at a time, and the second is told', async () => {
  await asOnlyWriter(home, async () => {
    await expect(build(deps)).rejects.toThrow(HomeBusy);
  });
  expect((await build(deps)).kind).toBe('published');
});

test('a withdrawn delivery is out of force, and what it superseded counts again', async () => {
  await writeLedger(home, '一月更正.csv', '2026-01', 10, '120.50');
  const [report] = await ingest(deps, [home.inbox]);
  await build(deps);
  expect(await spent()).toBe(1_205);
  const withdraw = (delivery: string, reason: string) =>
    decideDelivery(deps, delivery, 'withdrawn', { by: '张三', reason });
  await withdraw(report?.outcome.receipt.delivery ?? '', '报错了文件');
  await build(deps);
  expect(await spent()).toBe(1_000);
  await expect(withdraw('999999', '没有这个')).rejects.toThrow(/没有第 999999 号交付/);
});

test('a path that is not there stops an ingest before it begins', async () => {
  await writeLedger(home, '二月.csv', '2026-02', 10);
  await expect(ingest(deps, [home.inbox, join(home.root, '没有.csv')])).rejects.toThrow(/不存在/);
  expect(await ingest(deps, [home.inbox])).toHaveLength(1);
});
