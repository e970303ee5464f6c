import { expect, test } from 'vitest';
import { receiptSchema, type Receipt } from '../../warehouse/deliveries.ts';
import { removableFiles } from './prune-archive.ts';

const sum = (letter: string) => letter.repeat(64);

function receipt(delivery: number, sha256: string, over: Partial<Receipt> = {}): Receipt {
  return receiptSchema.parse({
    delivery: String(delivery).padStart(6, '0'),
    receivedAt: '2023-01-05T02:00:00Z',
    fileName: `${delivery}.csv`,
    sha256,
    bytes: 10,
    origin: 'delivered',
    verdict: 'refused',
    refusals: [{ code: 'layout_unknown', sheet: null, message: '不认识' }],
    rejected: 0,
    batches: [],
    ...over,
  });
}
const before = new Date('2024-01-01T00:00:00Z');
const removable = (...receipts: Receipt[]) => removableFiles(receipts, before).map(({ sha256 }) => sha256[0]);

test('what the intake refused long ago may go; what is younger, or decided by a person, stays', () => {
  const decision = { at: '2023-01-06T02:00:00Z', by: '张三', reason: '重复', action: 'refused' } as const;
  const found = removable(
    receipt(1, sum('a')),
    receipt(2, sum('b'), { receivedAt: '2024-01-01T00:00:00.000Z' }),
    receipt(3, sum('c'), { history: [decision] }),
    receipt(4, sum('d'), { verdict: 'held' }),
    receipt(5, sum('e'), { verdict: 'withdrawn' }),
    receipt(6, sum('f'), { verdict: 'accepted' }),
  );
  expect(found).toEqual(['a']);
});

test('a file stays as long as one of its deliveries needs it, and goes with all of them', () => {
  expect(removable(receipt(1, sum('a')), receipt(2, sum('a'), { verdict: 'accepted' }))).toEqual([]);
  const [both] = removableFiles([receipt(1, sum('a')), receipt(2, sum('a'))], before);
  expect(both?.deliveries).toEqual(['000001', '000002']);
});

test('a refused file whose good rows came into force with mended ones stays', () => {
  const mends = { delivery: '000001', onto: null, rows: [] };
  expect(removable(receipt(1, sum('a')), receipt(2, sum('b'), { verdict: 'accepted', mends }))).toEqual([]);
  expect(removable(receipt(1, sum('a')), receipt(2, sum('b'), { mends }))).toEqual(['a', 'b']);
});

test('a package’s descriptor goes with the last of its files', () => {
  const packaged = { descriptor: sum('d'), member: 'data.csv' };
  const first = receipt(1, sum('a'), { packaged });
  expect(removable(first, receipt(2, sum('b'), { packaged, verdict: 'accepted' }))).toEqual(['a']);
  expect(removable(first, receipt(2, sum('b'), { packaged }))).toEqual(['a', 'd', 'b']);
});
