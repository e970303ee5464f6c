import { expect, test } from 'vitest';
import type { Batch, Receipt } from '../../warehouse/deliveries.ts';
import { doubtsOf } from './doubts.ts';
import { loadExpectations } from './expectations.ts';

const expectations = await loadExpectations('/nowhere/expectations.json');

const batch = (name: string, partitions: readonly [key: string, rows: number, total: string][]): Batch => ({
  batch: name,
  contract: 'finance.payments',
  title: '支付明细',
  owner: '财政局',
  layout: 'l',
  sheet: null,
  partitions: partitions.map(([key, rows, total]) => ({ key, rows, totals: { amount: total } })),
  rows: 0,
  rejected: 0,
  asOf: null,
  currency: 'CNY',
  totals: {},
  supersedes: [],
});

const receipt = (delivery: string, ...partitions: [string, number, string][]): Receipt => ({
  delivery,
  receivedAt: '2026-11-01T00:00:00Z',
  fileName: `${delivery}.csv`,
  sha256: '0'.repeat(64),
  bytes: 1,
  origin: 'delivered',
  verdict: 'accepted',
  refusals: [],
  notices: [],
  doubts: [],
  history: [],
  mends: null,
  rejected: 0,
  batches: [batch(delivery, partitions)],
});

const doubts = (now: Receipt, ...before: Receipt[]) =>
  doubtsOf(now, before, expectations).map(({ code, message }) => `${code} ${message}`);

test('the first delivery of all has nothing to be held against', () => {
  expect(doubts(receipt('2', ['2026-01', 1_000, '500.00']))).toEqual([]);
});

test('a correction that loses half of the rows, or changes the unit, is doubted with both figures', () => {
  const before = receipt('1', ['2026-01', 1_000, '500000.00']);
  expect(doubts(receipt('2', ['2026-01', 499, '400000.00']), before)).toEqual([
    'rows 支付明细：2026-01 与生效的相比，行数 1000 行 → 499 行（应在 50%～200%）',
  ]);
  expect(doubts(receipt('2', ['2026-01', 1_000, '50.00']), before)).toEqual([
    'totals 支付明细：2026-01 与生效的相比，amount 合计 500000.00 元 → 50.00 元（应在 50%～200%）',
  ]);
  expect(doubts(receipt('2', ['2026-01', 500, '250000.00']), before), 'the bounds are in').toEqual([]);
});

test('a new period is held against the one before it, or the same of last year', () => {
  const november = receipt('1', ['2026-11', 1_000, '1000.00']);
  const december = receipt('3', ['2026-12', 3_000, '5000.00']);
  expect(doubts(december, november).map((text) => text.split(' ')[0])).toEqual(['rows', 'totals']);
  const lastDecember = receipt('0', ['2025-12', 2_900, '4800.00']);
  expect(doubts(december, lastDecember, november)).toEqual([]);
});

test('a stray row of a month that was never delivered is doubted', () => {
  const before = receipt('1', ['2026-09', 1_000, '1000.00']);
  expect(doubts(receipt('2', ['2026-10', 1_000, '1000.00'], ['2026-11', 1, '1.00']), before)).toEqual([
    'rows 支付明细：2026-11 与 2026-10 相比，行数 1000 行 → 1 行（应在 40%～250%）',
    'totals 支付明细：2026-11 与 2026-10 相比，amount 合计 1000.00 元 → 1.00 元（应在 25%～400%）',
  ]);
});

test('a gap before a new period is named, across the turn of the year', () => {
  const before = receipt('1', ['2025-11', 100, '1.00']);
  expect(doubts(receipt('2', ['2026-02', 100, '1.00']), before)).toEqual([
    'gap 支付明细：2025-11 之后直接是 2026-02，缺 2025-12 至 2026-01',
  ]);
  expect(doubts(receipt('2', ['2025-10', 100, '1.00']), before), 'an earlier one fills in').toEqual([]);
});

test('few rows are held against a mistaken unit only', () => {
  const before = receipt('1', ['2026-01', 3, '1000.00']);
  expect(doubts(receipt('2', ['2026-01', 1, '20.00']), before)).toEqual([]);
  expect(doubts(receipt('2', ['2026-01', 3, '0.10']), before)).toHaveLength(1);
});
