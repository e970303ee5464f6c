import * as XLSX from '@e965/xlsx';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { layoutSchema } from '../../etl/layout.ts';
import {
  IntakeBench,
  csv,
  payment,
  paymentColumns,
  paymentHeader,
  paymentLayouts,
} from '../fixtures/intake-bench.ts';

/** Cells that a spreadsheet or a slip of the hand has turned into something else: said, never guessed at. */

let bench: IntakeBench;
beforeEach(async () => {
  bench = await IntakeBench.open();
});
afterEach(() => bench.close());

const told = async (delivery: string) =>
  (await bench.rejects(delivery)).map(({ row, code, reason, suggestion }) => ({
    row,
    code,
    reason,
    suggestion,
  }));

/** A workbook of good payments in which some cells are put in as they would be stored. */
function workbook(count: number, cells: Readonly<Record<string, XLSX.CellObject>>): Buffer {
  const rows = Array.from({ length: count }, (_, index) => [...payment(`P${index + 1}`, '15.00')]);
  const sheet = XLSX.utils.aoa_to_sheet([[...paymentHeader], ...rows]);
  Object.assign(sheet, cells);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, '明细');
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

test('numbers that are identifiers, percentages, errors and formulas without a value in a workbook', async () => {
  const { receipt } = await bench.take(
    workbook(14, {
      A2: { t: 'n', v: 123_456_789_012_345_680 },
      A3: { t: 'n', v: 12, z: '0000' },
      J4: { t: 'e', v: 0x17 },
      J5: { t: 'z', f: '1+1' },
      J6: { t: 'n', v: 0.052, z: '0.0%' },
      A7: { t: 'n', v: 123_456_789_012_345 },
    }),
    '凭证.xlsx',
  );
  expect(receipt.refusals).toEqual([]);
  const rejects = await told(receipt.delivery);
  expect(rejects.map(({ row, code }) => [row, code])).toEqual([
    [2, 'rounded_identifier'],
    [4, 'spreadsheet_error'],
    [5, 'spreadsheet_error'],
    [6, 'invalid_value'],
  ]);
  for (const [at, shown] of ['1.2345678901234568e+17', '#REF!', '#FORMULA!', '5.2%'].entries())
    expect(rejects[at]?.reason).toContain(shown);
  const ids = await bench.inForce('finance.payments', 'payment_id, _row');
  expect(ids).toContainEqual({ payment_id: '0012', _row: 3 });
  expect(ids).toContainEqual({ payment_id: '123456789012345', _row: 7 });
});

test('years that no ledger speaks of', async () => {
  const { receipt } = await bench.take(
    csv([
      paymentHeader,
      payment('P1', '1', { paid_on: '1026-03-05' }),
      payment('P2', '1', { paid_on: '0026-03-05' }),
      payment('P3', '1', { paid_on: '2926-03-05' }),
      payment('P4', '1'),
      ...Array.from({ length: 5 }, (_, index) => payment(`G${index}`, '1')),
    ]),
  );
  expect(receipt.batches[0]).toMatchObject({ rows: 6, rejected: 3 });
  const rejects = await told(receipt.delivery);
  expect(rejects.filter(({ code }) => code === 'out_of_range').map(({ row }) => row)).toEqual([2, 3, 4]);
  expect(rejects[0]?.reason).toContain('1990 年至 2099 年之间');
});

test('digits parted by blanks are one number in groups of three, and two numbers otherwise', async () => {
  const { receipt } = await bench.take(
    csv([
      paymentHeader,
      payment('P1', '1 2'),
      payment('P2', '100 200'),
      payment('P3', '12 34.5'),
      payment('P4', '1 234.50'),
      ...Array.from({ length: 5 }, (_, index) => payment(`G${index}`, '1')),
    ]),
  );
  const rejects = await told(receipt.delivery);
  expect(rejects.map(({ row, code, suggestion }) => [row, code, suggestion])).toEqual([
    [2, 'invalid_value', null],
    [4, 'invalid_value', null],
  ]);
  const amounts = await bench.inForce('finance.payments', 'payment_id, amount');
  expect(amounts).toEqual(
    expect.arrayContaining([
      { payment_id: 'P2', amount: 100_200 },
      { payment_id: 'P4', amount: 1_234.5 },
    ]),
  );
});

test('a credit that cannot be read gives a reason although the debit beside it is blank', async () => {
  await bench.close();
  const layout = layoutSchema.parse({
    ...paymentLayouts[0],
    id: 'test.debit-credit',
    columns: { ...paymentColumns, amount: { headers: ['借方'], sign: { minus: ['贷方'] } } },
  });
  bench = await IntakeBench.open([layout]);
  const header = [...paymentHeader.slice(0, -1), '借方', '贷方'];
  const row = (id: string, debit: string, credit: string) => [...payment(id, '').slice(0, -1), debit, credit];
  const { receipt } = await bench.take(
    csv([header, row('P1', '', 'x'), row('P2', '5', ''), row('P3', '', '2'), row('P4', '7', '')]),
  );
  const [reject, ...others] = await told(receipt.delivery);
  expect(others).toEqual([]);
  expect(reject).toMatchObject({ row: 2, code: 'invalid_value' });
  expect(reject?.reason).toContain('“支付金额”');
});
