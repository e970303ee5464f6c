import { expect, test } from 'vitest';
import { liveBatches, type Batch, type Receipt } from './deliveries.ts';

const batch = (name: string, ...keys: string[]): Batch => ({
  batch: name,
  contract: 'c',
  title: 'c',
  owner: 'o',
  layout: 'l',
  sheet: null,
  partitions: keys.map((key) => ({ key, rows: 1, totals: {} })),
  rows: keys.length,
  rejected: 0,
  asOf: null,
  currency: 'CNY',
  totals: {},
  supersedes: [],
});

const receipt = (delivery: string, verdict: Receipt['verdict'], ...batches: Batch[]): Receipt => ({
  delivery,
  receivedAt: '2026-11-01T00:00:00Z',
  fileName: `${delivery}.csv`,
  sha256: '0'.repeat(64),
  bytes: 1,
  origin: 'delivered',
  verdict,
  refusals: [],
  notices: [],
  doubts: [],
  history: [],
  mends: null,
  rejected: 0,
  batches,
});

const inForce = (...receipts: Receipt[]) =>
  liveBatches(receipts).map(({ batch: { batch: name }, livePartitions, whole }) => [
    name,
    livePartitions.join(),
    whole,
  ]);

test('a later delivery takes over the partitions it holds, and no others', () => {
  expect(
    inForce(
      receipt('000001', 'accepted', batch('a', '1', '2')),
      receipt('000002', 'accepted', batch('b', '2', '3')),
    ),
  ).toEqual([
    ['a', '1', false],
    ['b', '2,3', true],
  ]);
});

test('a batch all of whose partitions were taken over is out of force', () => {
  expect(
    inForce(receipt('000001', 'accepted', batch('a', '1')), receipt('000002', 'accepted', batch('b', '1'))),
  ).toEqual([['b', '1', true]]);
});

test('a refused delivery takes nothing over', () => {
  expect(
    inForce(receipt('000001', 'accepted', batch('a', '1')), receipt('000002', 'refused', batch('b', '1'))),
  ).toEqual([['a', '1', true]]);
});

test('two sheets of one delivery share a partition', () => {
  expect(inForce(receipt('000001', 'accepted', batch('a', '1'), batch('b', '1')))).toEqual([
    ['a', '1', true],
    ['b', '1', true],
  ]);
});

test('an empty delivery takes nothing over', () => {
  expect(
    inForce(receipt('000001', 'accepted', batch('a', '')), receipt('000002', 'accepted', batch('b'))),
  ).toEqual([['a', '', true]]);
});
