import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseLayout } from '../../etl/layouts.ts';
import { contracts } from '../../etl/sources/registry.ts';
import { evaluationData } from '../fixtures/evaluation-data.ts';
import { IntakeBench } from '../fixtures/intake-bench.ts';

/** Two real ledgers of other countries load through the example layouts alone, with equal totals to the cent. */

const examples = join(import.meta.dirname, '..', '..', 'docs', 'examples', 'layouts');
const example = async (name: string) =>
  parseLayout(await readFile(join(examples, name), 'utf8'), name, contracts);

let bench: IntakeBench;
beforeEach(async () => {
  bench = await IntakeBench.open([await example('leeds-payments.json'), await example('madrid-budget.json')]);
});
afterEach(() => bench.close());

/** Rows and the sum of a column, in cents, read without any code of ours. */
function independently(bytes: Buffer, encoding: string, column: string) {
  const text = new TextDecoder(encoding).decode(gunzipSync(bytes));
  const [header = [], ...rows] = parse(text, { relax_column_count: true });
  const at = header.indexOf(column);
  const cents = (cell: string) => {
    const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(cell) ?? [];
    return BigInt(`${sign}${whole}${fraction.padEnd(2, '0')}`);
  };
  return { rows: rows.length, cents: rows.reduce((sum, row) => sum + cents(row[at] ?? ''), 0n) };
}

const inCents = (amount: string | undefined) => BigInt((amount ?? '').replace('.', ''));

const leeds = evaluationData('ledgers/leeds');
test.skipIf(leeds.isMissing)('the payments of Leeds, six months, each with its own total', async () => {
  for (const name of (await readdir(leeds.path)).filter((file) => file.endsWith('.gz'))) {
    const bytes = await readFile(join(leeds.path, name));
    const raw = independently(bytes, 'windows-1252', 'Net amount');
    const { kind, receipt } = await bench.take(bytes, name);
    expect(receipt.refusals, name).toEqual([]);
    expect(kind, name).toBe('accepted');
    const [batch] = receipt.batches;
    expect(batch).toMatchObject({ rows: raw.rows, rejected: 0, currency: 'GBP' });
    expect(inCents(batch?.totals.amount), name).toBe(raw.cents);
  }
  const rows = await bench.inForce('finance.payments', 'payee_name');
  expect(rows).toHaveLength(58_348);
  expect(rows).toContainEqual({ payee_name: 'Papakåta Ltd' });
});

const madrid = evaluationData('ledgers/madrid/gastos_v40_2012-2015.csv.gz');
test.skipIf(madrid.isMissing)('the budget of Madrid, four years', async () => {
  const bytes = await readFile(madrid.path);
  const raw = independently(bytes, 'utf-8', 'IMPORTE');
  const { receipt } = await bench.take(bytes, 'gastos.csv.gz');
  expect(receipt.refusals).toEqual([]);
  const [batch] = receipt.batches;
  expect(batch).toMatchObject({ rows: raw.rows, rejected: 0, currency: 'EUR' });
  expect(inCents(batch?.totals.amount)).toBe(raw.cents);
  expect(batch?.partitions.map(({ key }) => key).sort()).toEqual(
    ['2012', '2013', '2014', '2015'].map((year) => `EUR:madrid.budget/${year}/approved/`),
  );
});

const leedsHeader =
  'Body,Body name,Service label,Service divison label,Expenditure category,Detailed expenses type,' +
  'Detailed expense code,Date paid,Transaction number,Net amount,Capital or revenue,Supplier name\n';
const leedsRow = (id: string, amount: string, supplier: string) =>
  `http://x,Council,Adult Social Care,Older People,Transfers,Direct Payments,626,2012-04-11,${id},${amount},R,${supplier}`;

test('a few literal rows: accents, trailing separators, a missing supplier, a late payment', async () => {
  const text = `${leedsHeader}${leedsRow('1204-1', '485.00', 'Papak\u00e5ta Ltd')}\n${leedsRow('1204-2', '-5.4', '')},\n`;
  const { receipt } = await bench.take(gzipSync(Buffer.from(text, 'latin1')), '2012-05.csv.gz');
  expect(receipt.refusals).toEqual([]);
  expect(receipt.batches[0]).toMatchObject({
    rows: 2,
    rejected: 0,
    totals: { amount: '479.60' },
    partitions: [{ key: 'GBP:leeds.payments/2012-05', rows: 2 }],
  });
  expect(await bench.inForce('finance.payments', 'payee_name, function_code, _kept')).toEqual([
    {
      payee_name: 'Papakåta Ltd',
      function_code: 'Older People',
      _kept: '{"Body":"http://x","Expenditure category":"Transfers"}',
    },
    {
      payee_name: null,
      function_code: 'Older People',
      _kept: '{"Body":"http://x","Expenditure category":"Transfers"}',
    },
  ]);
});

test('a foreign ledger is still held to its dates, its amounts and its key', async () => {
  const rows = [
    leedsRow('1', '1', 'a'),
    leedsRow('1', '2', 'b'),
    leedsRow('3', '£4.00', 'd'),
    leedsRow('4', '5元', 'e'),
    leedsRow('5', '6', 'f').replace('2012-04-11', '11/04/2012'),
  ];
  const text = `${leedsHeader}${rows.join('\n')}\n`;
  const mistaken = await bench.take(Buffer.from(text), '2012-04.csv');
  expect(mistaken.receipt.refusals[0]?.code).toBe('encoding_conflict');
  const { receipt } = await bench.take(Buffer.from(text.replace('5元', '¥5'), 'latin1'), '2012-04.csv');
  expect(receipt.rejected).toBe(3);
  expect((await bench.rejects(receipt.delivery)).map(({ row, code }) => [row, code])).toEqual([
    [3, 'duplicate_key'],
    [5, 'invalid_value'],
    [6, 'invalid_value'],
  ]);
});
