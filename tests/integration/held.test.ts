import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { decideDelivery } from '../../decisions.ts';
import { ingest, rebuild, type HousekeepingDeps } from '../../housekeeping.ts';
import { liveBatches, readReceipts } from '../../warehouse/deliveries.ts';
import type { Home } from '../../warehouse/home.ts';
import { paymentsHome, writeLedger } from '../fixtures/payments-home.ts';

let home: Home;
let deps: HousekeepingDeps;
let said: string[];

/** A home with January in force, of which every test has a copy. */
let january: Home;
beforeAll(async () => {
  const first = await paymentsHome();
  january = first.home;
  await writeLedger(january, '一月.csv', '2026-01', 40, '100.00');
  await ingest(first.deps, [january.inbox]);
});
afterAll(() => rm(january.root, { recursive: true, force: true }));

beforeEach(async () => {
  ({ home, deps, said } = await paymentsHome());
  await cp(january.root, home.root, { recursive: true, force: true });
});
afterEach(() => rm(home.root, { recursive: true, force: true }));

const person = { by: '李四', reason: '已与财政局核实' };
const take = async () => (await ingest(deps, [home.inbox])).map(({ outcome }) => outcome.kind);
const live = async () =>
  liveBatches(await readReceipts(home)).map(({ receipt, livePartitions }) => [
    receipt.delivery,
    livePartitions.join(),
  ]);
const verdict = async (delivery: string) =>
  (await readReceipts(home)).find((receipt) => receipt.delivery === delivery);

test('out of band is held, accepted by a person with a reason, and stays so after a rebuild', async () => {
  await writeLedger(home, '二月.csv', '2026-02', 400, '100.00');
  expect(await take()).toEqual(['held']);
  expect(said.join('\n')).toContain('cockpit deliveries accept 000002');
  expect(await live()).toEqual([['000001', '2026-01']]);
  await writeLedger(home, '二月.csv', '2026-02', 400, '100.00');
  expect(await take(), 'the same again asks nothing new').toEqual(['held']);
  expect(await readReceipts(home)).toHaveLength(2);

  await decideDelivery(deps, '000002', 'accepted', person);
  const decided = await verdict('000002');
  await decideDelivery(deps, '000002', 'accepted', { by: '王五', reason: '再点一次' });
  expect(await verdict('000002'), 'deciding twice changes nothing').toEqual(decided);
  expect(decided?.history.map(({ action, by, reason }) => [action, by, reason])).toEqual([
    ['held', '', '与以往不符，等待人工确认'],
    ['accepted', '李四', '已与财政局核实'],
  ]);
  const inForce = [
    ['000001', '2026-01'],
    ['000002', '2026-02'],
  ];
  expect(await live()).toEqual(inForce);
  await rm(home.warehouse, { recursive: true });
  expect((await rebuild(deps)).kind, said.at(-1)).toBe('published');
  expect(await live()).toEqual(inForce);
  expect(await verdict('000002')).toEqual(decided);
});

test('refused by a person: kept out, also when it comes again and after a rebuild', async () => {
  await writeLedger(home, '二月.csv', '2026-02', 400, '100.00');
  await take();
  await decideDelivery(deps, '000002', 'refused', { by: '李四', reason: '重复导出' });
  await writeLedger(home, '二月.csv', '2026-02', 400, '100.00');
  expect(await take()).toEqual(['refused']);
  expect(said.join('\n')).toContain('李四 已决定拒收：重复导出');
  await rm(home.warehouse, { recursive: true });
  expect((await rebuild(deps)).kind, said.at(-1)).toBe('published');
  expect((await verdict('000002'))?.verdict).toBe('refused');
  expect(await live()).toEqual([['000001', '2026-01']]);
  await decideDelivery(deps, '000002', 'accepted', person);
  expect(await live(), 'a person may think again').toHaveLength(2);
});

test('a held delivery accepted late does not take over what came after it', async () => {
  await writeLedger(home, '二月.csv', '2026-02', 400, '100.00');
  await take();
  await writeLedger(home, '二月更正.csv', '2026-02', 40, '100.00');
  expect(await take()).toContain('accepted');
  await decideDelivery(deps, '000002', 'accepted', person);
  expect(await live()).toContainEqual(['000003', '2026-02']);
  expect(await live()).not.toContainEqual(['000002', '2026-02']);
});

test('what is held for a gap alone is accepted once the gap is filled, by a person or by a file', async () => {
  const periods = async () => (await live()).map(([, period]) => period).sort();
  await writeLedger(home, '2四月.csv', '2026-04', 90, '100.00');
  await writeLedger(home, '3三月.csv', '2026-03', 90, '100.00');
  await writeLedger(home, '4二月.csv', '2026-02', 120, '100.00');
  expect(await take()).toEqual(['held', 'held', 'held']);
  expect((await readReceipts(home)).map(({ doubts }) => doubts.map(({ code }) => code))).toEqual([
    [],
    ['gap'],
    ['gap'],
    ['rows'],
  ]);
  await decideDelivery(deps, '000004', 'accepted', person);
  expect(await periods()).toEqual(['2026-01', '2026-02', '2026-03', '2026-04']);
  expect((await verdict('000002'))?.history.map(({ action, by, reason }) => [action, by, reason])).toEqual([
    ['held', '', '与以往不符，等待人工确认'],
    ['accepted', '', '所缺的一期已经补齐，其余没有疑问'],
  ]);
  expect(said.join('\n')).toContain('2四月.csv（交付 000002）：此前缺一期而暂缓');

  await writeLedger(home, '5六月.csv', '2026-06', 90, '100.00');
  await writeLedger(home, '6五月.csv', '2026-05', 90, '100.00');
  expect(await take(), 'as it came out in the end').toEqual(['accepted', 'accepted']);
  expect(await periods()).toHaveLength(6);
});

test('a gap that is filled does not let through what is unlike its new neighbour', async () => {
  await writeLedger(home, '四月.csv', '2026-04', 40, '100.00');
  await take();
  await writeLedger(home, '三月.csv', '2026-03', 400, '100.00');
  const vouched = await ingest(deps, [home.inbox], { acceptHeld: person });
  expect(vouched.map(({ outcome }) => outcome.kind)).toEqual(['accepted']);
  expect((await verdict('000002'))?.verdict, 'a tenth of March').toBe('held');
});

test('a key of another month that stays in force is held', async () => {
  const file = await writeLedger(home, '二月.csv', '2026-02', 40, '100.00');
  await writeFile(file, (await readFile(file, 'utf8')).replace('2026-02-3,', '2026-01-3,'));
  expect(await take()).toEqual(['held']);
  const doubts = (await verdict('000002'))?.doubts;
  expect(doubts).toMatchObject([{ code: 'reused_key' }]);
  expect(doubts?.[0]?.message).toMatch(/1 个键在 2026-01 .*2026-01-3/);
});

test('a withdrawn file that comes again is held, not slipped in', async () => {
  await writeLedger(home, '二月.csv', '2026-02', 40, '100.00');
  await take();
  await decideDelivery(deps, '000002', 'withdrawn', { by: '李四', reason: '报错了文件' });
  await writeLedger(home, '二月.csv', '2026-02', 40, '100.00');
  expect(await take()).toEqual(['held']);
  expect((await verdict('000003'))?.doubts[0]?.message).toContain('报错了文件');
});

test('an office sets its own bands, and a mistake in them is told by its key', async () => {
  await writeFile(
    home.expectations,
    JSON.stringify({ contracts: { 'finance.payments': { next: { rows: [0, 100], totals: [0, 100] } } } }),
  );
  await writeLedger(home, '二月.csv', '2026-02', 400, '100.00');
  expect(await take()).toEqual(['accepted']);
  await writeFile(home.expectations, JSON.stringify({ default: { next: { rows: [2, 1] } } }));
  await expect(take()).rejects.toThrow(/expectations\.json 的 default\.next\.rows 有误/);
});

test('a decision that makes no sense is refused in words', async () => {
  await expect(decideDelivery(deps, '000001', 'refused', person)).rejects.toThrow(/已接受.*withdraw/);
  await expect(decideDelivery(deps, '000009', 'accepted', person)).rejects.toThrow(/没有第 000009 号/);
  await expect(decideDelivery(deps, '000001', 'withdrawn', { by: 'a', reason: ' ' })).rejects.toThrow(/理由/);
});

test('a sample city is no predecessor of what a department sends', async () => {
  const file = `${home.receipts}/000001.json`;
  await writeFile(file, (await readFile(file, 'utf8')).replace('"delivered"', '"sample"'));
  await writeLedger(home, '二月.csv', '2026-02', 400, '100.00');
  expect(await take()).toEqual(['accepted']);
});
