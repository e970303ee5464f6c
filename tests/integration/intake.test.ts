import { readFile } from 'node:fs/promises';
import * as XLSX from '@e965/xlsx';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findArchived } from '../../etl/archive.ts';
import { layoutSchema } from '../../etl/layout.ts';
import {
  IntakeBench,
  csv,
  payment,
  paymentColumns,
  paymentHeader,
  paymentLayouts,
  xlsx,
} from '../fixtures/intake-bench.ts';

let bench: IntakeBench;
beforeEach(async () => {
  bench = await IntakeBench.open();
});
afterEach(() => bench.close());

const accepted = (outcome: Awaited<ReturnType<IntakeBench['take']>>) => {
  expect(outcome.receipt.refusals).toEqual([]);
  expect(outcome.kind).toBe('accepted');
  return outcome.receipt;
};

test('a plain file becomes one batch with its sidecar, and the archive keeps the bytes', async () => {
  const text = csv([paymentHeader, payment('P1', '1,234.50'), payment('P2', '100')]);
  const receipt = accepted(await bench.take(text));
  const [batch] = receipt.batches;
  expect(batch).toMatchObject({
    contract: 'finance.payments',
    layout: 'test.payments-delimited',
    rows: 2,
    rejected: 0,
    asOf: '2026-03-05',
    totals: { amount: '1334.50' },
    partitions: [{ key: '2026-03', rows: 2 }],
    supersedes: [],
  });
  const rows = await bench.inForce('finance.payments', 'payment_id, amount, method, _row');
  expect(rows).toEqual([
    { payment_id: 'P1', amount: 1234.5, method: 'direct', _row: 2 },
    { payment_id: 'P2', amount: 100, method: 'direct', _row: 3 },
  ]);
  const archived = await findArchived(bench.home, receipt.sha256);
  expect(await readFile(archived?.path ?? '', 'utf8')).toBe(text);
});

test('title rows, blank lines, full-width digits, totals and notes', async () => {
  const receipt = accepted(
    await bench.take(
      csv([
        ['2026年3月国库集中支付明细'],
        ['单位：元'],
        [],
        paymentHeader,
        payment('P1', '１，２３４．５０'),
        [],
        payment('P2', '(34.50)'),
        payment('合  计', '1,200.00').map((cell, index) => (index === 0 || index === 9 ? cell : '')),
        ['注：本表为示例'],
      ]),
    ),
  );
  expect(receipt.batches[0]).toMatchObject({ rows: 2, rejected: 0, totals: { amount: '1200.00' } });
  expect(await bench.inForce('finance.payments', 'amount, _row')).toEqual([
    { amount: 1234.5, _row: 5 },
    { amount: -34.5, _row: 7 },
  ]);
});

test('a total that does not agree refuses the delivery, with both figures', async () => {
  const outcome = await bench.take(
    csv([
      paymentHeader,
      payment('P1', '10'),
      payment('合计', '11').map((cell, i) => (i === 0 || i === 9 ? cell : '')),
    ]),
  );
  expect(outcome.kind).toBe('refused');
  expect(outcome.receipt.refusals[0]).toMatchObject({ code: 'totals_mismatch' });
  expect(outcome.receipt.refusals[0]?.message).toMatch(/第 3 行.*11\.00.*10\.00/);
});

test('subtotals count from the totals row before', async () => {
  const total = (label: string, amount: string) =>
    payment(label, amount).map((cell, index) => (index === 0 || index === 9 ? cell : ''));
  accepted(
    await bench.take(
      csv([
        paymentHeader,
        payment('P1', '10'),
        payment('P2', '5'),
        total('小计', '15'),
        payment('P3', '7'),
        total('小计', '7'),
        total('合计', '22'),
      ]),
    ),
  );
});

test('bad rows are rejected one by one, with row, column, reason and raw cells', async () => {
  const good = Array.from({ length: 12 }, (_, index) => payment(`G${index}`, '1'));
  const receipt = accepted(
    await bench.take(
      csv([
        paymentHeader,
        ...good,
        payment('P1', 'abc'),
        payment('P2', '1', { paid_on: '2026-02-30' }),
        payment('P3', '1', { area_code: '火星' }),
        payment('', '1'),
        payment('1.10101E+17', '1'),
        payment('G3', '2'),
        payment('P4', '0'),
        [...payment('P5', '1'), '多一列'],
      ]),
    ),
  );
  expect(receipt.batches[0]).toMatchObject({ rows: 12, rejected: 8 });
  const rejects = await bench.rejects(receipt.delivery);
  expect(rejects.map(({ row, code }) => [row, code])).toEqual([
    [14, 'invalid_value'],
    [15, 'invalid_value'],
    [16, 'unknown_code'],
    [17, 'required'],
    [18, 'rounded_identifier'],
    [19, 'duplicate_key'],
    [20, 'amount-not-zero'],
    [21, 'ragged_row'],
  ]);
  expect(rejects[0]).toMatchObject({ column: '支付金额', sheet: null });
  expect(rejects[0]?.reason).toContain('abc');
  expect(rejects[5]?.reason).toContain('第 5 行');
  expect(rejects[1]?.raw).toContain('2026-02-30');
});

test('above the threshold the whole delivery is refused and the previous one stays', async () => {
  accepted(await bench.take(csv([paymentHeader, payment('P1', '10')])));
  const outcome = await bench.take(
    csv([paymentHeader, payment('P1', 'x'), payment('P2', 'y'), payment('P3', '1')]),
  );
  expect(outcome.kind).toBe('refused');
  expect(outcome.receipt.refusals[0]?.code).toBe('too_many_rejects');
  expect(await bench.inForce('finance.payments', 'payment_id')).toEqual([{ payment_id: 'P1' }]);
  expect(await bench.rejects(outcome.receipt.delivery)).toHaveLength(2);
});

test('the same file again does nothing', async () => {
  const text = csv([paymentHeader, payment('P1', '10')]);
  accepted(await bench.take(text));
  const again = await bench.take(text, '换个名字.csv');
  expect(again.kind).toBe('unchanged');
  expect(await bench.receipts()).toHaveLength(1);
});

test('a corrected file takes over its months, the other months stay', async () => {
  accepted(
    await bench.take(
      csv([paymentHeader, payment('P1', '10'), payment('P2', '20', { paid_on: '2026-04-01' })]),
    ),
  );
  const corrected = accepted(await bench.take(csv([paymentHeader, payment('P1', '11')])));
  expect(corrected.batches[0]?.supersedes).toHaveLength(1);
  const rows = await bench.inForce('finance.payments', 'payment_id, amount');
  expect(rows).toContainEqual({ payment_id: 'P1', amount: 11 });
  expect(rows).toContainEqual({ payment_id: 'P2', amount: 20 });
  expect(rows).toHaveLength(2);
});

test('a file nobody knows is refused with the nearest layout and what it lacks', async () => {
  const outcome = await bench.take(csv([paymentHeader.slice(0, 8), payment('P1', '1').slice(0, 8)]));
  expect(outcome.kind).toBe('refused');
  expect(outcome.receipt.refusals[0]?.code).toBe('unknown_layout');
  expect(outcome.receipt.refusals[0]?.message).toContain('国库集中支付明细');
  expect(outcome.receipt.refusals[0]?.message).toContain('支付金额');
});

test.each([
  ['UTF-8 with BOM', (text: string) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16LE with BOM', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['tabs', (text: string) => Buffer.from(text.replaceAll(',', '\t'))],
  ['CRLF', (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'))],
  ['GB18030', () => Buffer.from(gb18030, 'hex')],
])('reads %s', async (_, encode) => {
  const receipt = accepted(await bench.take(encode(csv([paymentHeader, payment('P1', '10')]))));
  expect(await bench.inForce('finance.payments', 'payee_name, amount')).toEqual([
    { payee_name: '某某文具店', amount: 10 },
  ]);
  expect(receipt.batches[0]?.rows).toBe(1);
});

/** The plain one-row ledger in GB18030. */
const gb18030 =
  'd6a7b8b6c6bed6a4bac52cd6a7b8b6c8d5c6da2cc7f8d3f22cb2bfc3c5b1e0c2eb2cb2bfc3c5c3fbb3c62cb9a6c4dcb7d6c0' +
  'e02cbeadbcc3b7d6c0e02ccad5bfeec8cb2cd6a7b8b6b7bdcabd2cd6a7b8b6bdf0b6ee0a50312c323032362d30332d30352c' +
  '3333303330302d434c2c3130312ccad0bdccd3fdbed62c323035303230322c3330322cc4b3c4b3cec4bedfb5ea2cd6b1bdd3' +
  'd6a7b8b62c31300a';

test('a workbook: two-row merged header, several sheets, 万元 in the title', async () => {
  const layout = layoutSchema.parse({
    id: 'test.payments-two-rows',
    contract: 'finance.payments',
    description: 'test',
    format: 'workbook',
    headerRows: 2,
    columns: { ...paymentColumns, amount: { headers: ['支付/金额'] }, paid_on: { headers: ['支付/日期'] } },
    constants: { account: '一般公共预算' },
    unit: { title: { match: '单位:(千元|万元|亿元|元)' } },
  });
  const own = await IntakeBench.open([...paymentLayouts, layout]);
  const sheet = (id: string, day: string) => [
    ['国库支付', null],
    ['单位：万元'],
    [...paymentHeader.slice(0, 1), '支付', ...paymentHeader.slice(2, 9), '支付'],
    [null, '日期', null, null, null, null, null, null, null, '金额'],
    [...payment(id, '0').slice(0, 1), day, ...payment(id, '0').slice(2, 9), 1.234567],
  ];
  const outcome = await own.take(
    xlsx({ 三月: sheet('P1', '2026-03-01'), 四月: sheet('P2', '2026-04-01'), 说明: [['无关的说明']] }),
    '支付.xlsx',
  );
  expect(outcome.kind).toBe('accepted');
  expect(outcome.receipt.refusals.map(({ code, sheet: name }) => [code, name])).toEqual([
    ['sheet_not_recognised', '说明'],
  ]);
  expect(outcome.receipt.batches.map(({ totals }) => totals)).toEqual([
    { amount: '12345.67' },
    { amount: '12345.67' },
  ]);
  expect(await own.inForce('finance.payments', 'payment_id')).toHaveLength(2);
  await own.close();
});

test.each([
  ['空.csv', Buffer.alloc(0), 'empty_file'],
  ['空白.csv', Buffer.from('\n\n\n'), 'blank_file'],
  ['网页.xls', Buffer.from('<html><table></table></html>'), 'markup_file'],
  ['假的.xlsx', Buffer.from('a,b\n1,2\n'), 'wrong_extension'],
  ['旧的.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'broken_workbook'],
  ['坏的.xlsx', Buffer.from('PK\x03\x04broken'), 'broken_archive'],
  ['图片.png', Buffer.from('89504e470d0a1a0a', 'hex'), 'unknown_extension'],
])('%s is refused, archived and told why', async (name, bytes, code) => {
  const outcome = await bench.take(bytes, name);
  expect(outcome.kind).toBe('refused');
  expect(outcome.receipt.refusals[0]?.code).toBe(code);
  expect(outcome.receipt.refusals[0]?.message).toMatch(/请/);
  expect(await findArchived(bench.home, outcome.receipt.sha256)).not.toBeNull();
});

test('a refused file that a new layout knows is accepted when it comes again', async () => {
  const strange = csv([[...paymentHeader.slice(0, 9), '实付'], payment('P1', '10')]);
  expect((await bench.take(strange)).kind).toBe('refused');
  expect((await bench.take(strange)).kind).toBe('refused');
  expect(await bench.receipts()).toHaveLength(1);
});

test('a stray row of another month does not take that month over', async () => {
  const october = Array.from({ length: 40 }, (_, index) =>
    payment(`O${index}`, '1', { paid_on: '2026-02-05' }),
  );
  const first = csv([paymentHeader, ...october]);
  accepted(await bench.take(first));
  const stray = csv([paymentHeader, payment('N1', '1'), payment('N2', '1', { paid_on: '2026-02-28' })]);
  const held = await bench.take(stray);
  expect(held.kind).toBe('held');
  expect(held.receipt.doubts[0]).toMatchObject({ code: 'rows' });
  expect(held.receipt.doubts[0]?.message).toContain('40 行 → 1 行');
  expect(await bench.inForce('finance.payments', 'payment_id')).toHaveLength(40);
  const vouched = { by: '张三', reason: '已与财政局核实' };
  const replaced = await bench.take(stray, undefined, vouched);
  expect(replaced.kind).toBe('accepted');
  expect(await bench.inForce('finance.payments', 'payment_id')).toHaveLength(2);
  expect(await bench.take(first)).toMatchObject({ kind: 'unchanged', superseded: true });
  expect((await bench.take(first, undefined, vouched)).kind).toBe('accepted');
  expect(await bench.inForce('finance.payments', 'payment_id')).toHaveLength(41);
});

test('rows that only look like notes or totals are data, and rows of the future are not', async () => {
  const receipt = accepted(
    await bench.take(
      csv([
        paymentHeader,
        payment('注：0001', '1'),
        payment('P2', '1', { payee_name: '合计' }),
        payment('P3', '1', { paid_on: '2062-12-05' }),
        payment(' 3.30301E+17', '1'),
        payment('P4', '1', { department_name: 'a\u001fb' }),
        payment('P5', '1', { area_code: '温州市' }),
        payment('P6', '1', { function_code: '2990000' }),
        ['制表人：某某'],
        ...Array.from({ length: 6 }, (_, index) => payment(`G${index}`, '1')),
      ]),
    ),
  );
  expect(receipt.batches[0]).toMatchObject({ rows: 8, rejected: 5 });
  expect((await bench.rejects(receipt.delivery)).map(({ row, code }) => [row, code])).toEqual([
    [4, 'not-in-the-future'],
    [5, 'rounded_identifier'],
    [6, 'control_character'],
    [7, 'unknown_code'],
    [8, 'known-function-class'],
  ]);
});

test('an amount merged over two rows counts once', async () => {
  const book = XLSX.utils.book_new();
  const rows = [[...paymentHeader], [...payment('P1', '')], [...payment('P2', '')], [...payment('P3', '50')]];
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  sheet.J2 = { t: 'n', v: 100 };
  sheet['!merges'] = [
    { s: { r: 1, c: 9 }, e: { r: 2, c: 9 } },
    { s: { r: 1, c: 2 }, e: { r: 2, c: 2 } },
  ];
  XLSX.utils.book_append_sheet(book, sheet, '表');
  const bytes = XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  const receipt = accepted(await bench.take(bytes, '合并.xlsx'));
  expect(receipt.batches[0]).toMatchObject({ rows: 2, rejected: 1, totals: { amount: '150.00' } });
  expect((await bench.rejects(receipt.delivery))[0]).toMatchObject({ row: 3, code: 'required' });
});

test('a column of the contract may be called like one of the intake: the kind of an activity is its own', async () => {
  const layout = layoutSchema.parse({
    id: 'test.activities',
    contract: 'stations.activities',
    description: 'test',
    format: 'delimited',
    columns: {
      activity_id: { headers: ['活动编号'] },
      station_code: { headers: ['站点编码'] },
      held_on: { headers: ['活动日期'] },
      kind: { headers: ['活动类型'] },
      title: { headers: ['活动主题'] },
      deputies: { headers: ['参加代表数'] },
      residents: { headers: ['参加群众数'] },
      has_outcome: { headers: ['是否有成果'] },
    },
  });
  const stations = await IntakeBench.open([layout]);
  try {
    const header = Object.values(layout.columns).map(({ headers }) => headers[0] ?? '');
    const row = (id: string, kind: string) => [id, 'S1', '2026-03-05', kind, '接待日', '2', '9', '是'];
    accepted(await stations.take(csv([header, row('A1', '国家机关进站'), row('A2', '接待选民')])));
    expect(await stations.inForce('stations.activities', 'activity_id, kind')).toEqual([
      { activity_id: 'A1', kind: 'state_organ_visit' },
      { activity_id: 'A2', kind: 'reception' },
    ]);
  } finally {
    await stations.close();
  }
});
