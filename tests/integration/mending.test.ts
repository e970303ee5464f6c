import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exportReturned } from '../../etl/mending/export-returned.ts';
import { contracts } from '../../etl/sources/registry.ts';
import { rejectPlace, settledRejects } from '../../warehouse/settled-rejects.ts';
import { IntakeBench, csv, payment, paymentHeader, paymentLayouts, xlsx } from '../fixtures/intake-bench.ts';

let bench: IntakeBench;
beforeEach(async () => {
  bench = await IntakeBench.open(paymentLayouts, 0.2);
});
afterEach(() => bench.close());

const good = (count: number) => Array.from({ length: count }, (_, index) => payment(`G${index}`, '1'));
const bad = [
  payment('P1', 'abc'),
  payment('P2', '2', { area_code: '市本极' }),
  payment('P3', '3', { paid_on: '2026年3月8日暂', payee_name: '=HYPERLINK("x")' }),
];
const titles = [['2026年3月国库集中支付明细'], ['单位：元']];
const ledger = csv([...titles, paymentHeader, ...good(27), ...bad]);

async function returned(delivery: string) {
  return exportReturned(delivery, {
    home: bench.home,
    receipts: await bench.receipts(),
    contracts,
    layouts: paymentLayouts,
  });
}

const paid = async () =>
  (await bench.inForce('finance.payments', 'payment_id')).flatMap(({ payment_id: id }) =>
    typeof id === 'string' ? [id] : [],
  );
const mendedIds = async () => (await paid()).filter((id) => id.startsWith('P')).sort();

async function outstanding(): Promise<number> {
  const receipts = await bench.receipts();
  const settled = settledRejects(receipts);
  let left = 0;
  for (const { delivery, rejected, verdict } of receipts.filter((entry) => entry.rejected > 0)) {
    if (verdict !== 'accepted') continue;
    const rows = await bench.rejects(delivery);
    expect(new Set(rows.map(({ sheet, row }) => JSON.stringify([sheet, row]))).size).toBe(rejected);
    left += rows.filter(
      ({ sheet, row }) =>
        !settled.has(rejectPlace(delivery, typeof sheet === 'string' ? sheet : null, Number(row))),
    ).length;
  }
  return left;
}

test('rejects go back in the department’s own shape, come again partly mended, then wholly, and survive a rebuild', async () => {
  const bytes = iconv.encode(ledger.replaceAll(',', '\t').replaceAll('\n', '\r\n'), 'gb18030');
  const first = await bench.take(bytes, '支付.txt');
  expect(first.receipt).toMatchObject({ verdict: 'accepted', rejected: 3 });
  const file = await returned('000001');
  expect(file).toMatchObject({ fileName: '支付-退回.txt', rows: 3 });
  const text = iconv.decode(file.bytes, 'gb18030');
  const lines = text.split('\r\n');
  expect(lines.slice(0, 2)).toEqual(['2026年3月国库集中支付明细', '单位：元']);
  expect(lines[2]).toMatch(
    new RegExp(`^${paymentHeader.join('\t')}\t退回原因〔000001-[0-9a-f]{8}〕\t修改建议\t处理（.+）\t原行号$`),
  );
  expect(lines[3]).toMatch(/^P1\t.*\tabc\t“支付金额”应为金额.*\t\t\t31$/);
  expect(lines[4]).toContain('区域：市本级');
  expect(lines[5]).toContain('支付日期：2026-03-08');
  expect(lines[5], 'no live cell').toMatch(/\t"'=HYPERLINK\(""x""\)"\t/);

  const partly = text.replace('市本极', '市本级').replace('2026年3月8日暂', '2026-03-08');
  const second = await bench.take(iconv.encode(partly, 'gb18030'), '支付-退回.txt');
  expect(second.receipt, JSON.stringify(second.receipt.refusals)).toMatchObject({
    verdict: 'accepted',
    rejected: 1,
    mends: { delivery: '000001', onto: '000001' },
  });
  expect(await paid(), 'the 27 rows accepted before stay').toHaveLength(29);
  expect(await mendedIds()).toEqual(['P2', 'P3']);
  expect(await outstanding()).toBe(1);

  expect((await bench.take(iconv.encode(partly, 'gb18030'), '支付-退回.txt')).kind).toBe('unchanged');
  const wholly = await bench.take(iconv.encode(partly.replace('abc', '8.00'), 'gb18030'), '支付-退回.txt');
  expect(wholly.receipt, JSON.stringify(wholly.receipt.refusals)).toMatchObject({ rejected: 0 });
  expect(await mendedIds()).toEqual(['P1', 'P2', 'P3']);
  expect(await paid()).toHaveLength(30);
  expect(await outstanding()).toBe(0);
  await expect(returned('000001')).rejects.toThrow(/没有尚待更正/);

  const before = await bench.receipts();
  await bench.rebuild();
  expect(await bench.receipts()).toEqual(before);
  expect(await paid()).toHaveLength(30);
});

test('a guarded cell comes back as it was', async () => {
  await bench.take(ledger);
  const text = (await returned('000001')).bytes.toString();
  await bench.take(text.replace('2026年3月8日暂', '2026-03-08'), '退回.csv');
  expect(await bench.inForce('finance.payments', 'payment_id, payee_name')).toContainEqual({
    payment_id: 'P3',
    payee_name: '=HYPERLINK("x")',
  });
});

test('what is rejected again is exported from where it was rejected last', async () => {
  await bench.take(ledger);
  const text = (await returned('000001')).bytes.toString();
  const second = await bench.take(text.replace('市本极', '市本级').replace('abc', 'abd'), '退回.csv');
  expect(second.receipt.rejected).toBe(2);
  await expect(returned('000001')).rejects.toThrow(/没有尚待更正/);
  const again = await returned('000002');
  expect(again.rows).toBe(2);
  const mended = again.bytes.toString().replace('abd', '9').replace('2026年3月8日暂', '2026-03-08');
  expect((await bench.take(mended, '退回2.csv')).receipt.mends).toMatchObject({
    delivery: '000002',
    onto: '000001',
  });
  expect(await mendedIds()).toEqual(['P1', 'P2', 'P3']);
  expect(await outstanding()).toBe(0);
});

test('a delivery refused for its rejects comes into force with enough of them mended', async () => {
  const first = await bench.take(csv([paymentHeader, ...good(7), ...bad]));
  expect(first.receipt.refusals[0]?.code).toBe('too_many_rejects');
  const text = (await returned('000001')).bytes.toString();
  const still = await bench.take(text.replace('x', 'y'), '退回.csv');
  expect(still.receipt.refusals[0]?.code).toBe('nothing_mended');
  const mended = text.replace('市本极', '市本级').replace('abc', '5');
  const second = await bench.take(mended, '退回.csv');
  expect(second.receipt, JSON.stringify(second.receipt.refusals)).toMatchObject({
    verdict: 'accepted',
    rejected: 1,
    mends: { delivery: '000001', onto: null },
  });
  expect(await paid()).toHaveLength(9);
  const last = await bench.take(mended.replace('2026年3月8日暂', '2026-03-08'), '退回.csv');
  expect(last.receipt.mends).toMatchObject({ delivery: '000001', onto: '000003' });
  expect(await paid()).toHaveLength(10);
  const before = await bench.receipts();
  await bench.rebuild();
  expect(await bench.receipts()).toEqual(before);
  expect(await paid()).toHaveLength(10);
});

test('a row that should not have been sent is dropped; a stranger, a repeated key and a row twice are rejected', async () => {
  await bench.take(ledger);
  const text = (await returned('000001')).bytes.toString();
  const [title, unit, header, p1 = '', p2 = '', p3 = ''] = text.trimEnd().split('\n');
  const lines = [
    title,
    unit,
    header,
    p1.replace(/,,31$/, ',删除,31'),
    p2.replace('P2', 'G4').replace('市本极', '市本级'),
    p3.replace('2026年3月8日暂', '2026-03-08'),
    p3.replace('2026年3月8日暂', '2026-03-08').replace('P3', 'P4'),
    p3.replace('2026年3月8日暂', '2026-03-08').replace('P3', 'P5').replace(/\d+$/, '12'),
  ];
  const { receipt } = await bench.take(`${lines.join('\n')}\n`, '退回.csv');
  expect(receipt.mends?.rows.map(({ row, became }) => [row, became])).toEqual([
    [31, 'dropped'],
    [32, 'rejected'],
    [33, 'accepted'],
  ]);
  expect((await bench.rejects(receipt.delivery)).map(({ row, code }) => [row, code])).toEqual([
    [5, 'duplicate_key'],
    [7, 'returned_twice'],
    [8, 'not_returned'],
  ]);
  expect(await mendedIds()).toEqual(['P3']);
});

test('rows of a month that another delivery has taken over are told whose it is', async () => {
  await bench.take(ledger);
  const text = (await returned('000001')).bytes.toString();
  await bench.take(csv([paymentHeader, ...good(28)]));
  const { receipt } = await bench.take(text.replace('市本极', '市本级'), '退回.csv');
  expect(receipt.refusals[0]?.code).toBe('nothing_mended');
  const reasons = (await bench.rejects(receipt.delivery)).map(({ reason }) => reason);
  expect(JSON.stringify(reasons)).toContain('该期现由第 000002 号交付提供');
  expect(await paid()).toHaveLength(28);
});

test('a row changed after it was mended is rejected; a delivery that is withdrawn takes its mended rows along', async () => {
  await bench.take(ledger);
  const text = (await returned('000001')).bytes.toString().replace('市本极', '市本级');
  await bench.take(text, '退回.csv');
  const changed = text.replace('abc', '6').replace(/^(P2,.*?,)2(,“)/m, '$17$2');
  expect(changed).not.toBe(text);
  const { receipt } = await bench.take(changed, '退回.csv');
  expect(receipt.mends?.rows.map(({ row, became }) => [row, became])).toEqual([
    [31, 'accepted'],
    [33, 'rejected'],
  ]);
  expect((await bench.rejects(receipt.delivery)).map(({ code }) => code)).toContain('mended_before');
  const [first] = await bench.receipts();
  await writeFile(
    join(bench.home.receipts, '000001.json'),
    JSON.stringify({ ...first, verdict: 'withdrawn' }),
  );
  expect(await paid()).toEqual([]);
});

test('a workbook goes back as a workbook, with its title and sheet, and mends', async () => {
  const rows = [['国库支付', ...paymentHeader.slice(1).map(() => null)], paymentHeader, ...good(27), ...bad];
  await bench.take(xlsx({ 三月: rows, 说明: [['无关']] }), '支付.xlsx');
  const file = await returned('000001');
  expect(file.fileName).toBe('支付-退回.xlsx');
  const book = XLSX.read(file.bytes, { dense: false });
  expect(book.SheetNames).toEqual(['三月']);
  const sheet = book.Sheets['三月'] ?? {};
  expect(Object.values(sheet).some((cell: XLSX.CellObject) => cell.f !== undefined)).toBe(false);
  expect((sheet.H5 as XLSX.CellObject | undefined)?.v).toBe('\'=HYPERLINK("x")');
  (sheet.C4 as XLSX.CellObject).v = '市本级';
  (sheet.J3 as XLSX.CellObject).v = '12.5';
  (sheet.B5 as XLSX.CellObject).v = '2026-03-08';
  const { receipt } = await bench.take(
    XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer,
    '支付-退回.xlsx',
  );
  expect(receipt, JSON.stringify(receipt.refusals)).toMatchObject({ verdict: 'accepted', rejected: 0 });
  expect(await mendedIds()).toEqual(['P1', 'P2', 'P3']);
});

test('a marker of nothing that was delivered here is refused', async () => {
  await bench.take(ledger);
  const text = (await returned('000001')).bytes.toString();
  const { receipt } = await bench.take(text.replace('000001-', '000009-'), '退回.csv');
  expect(receipt.refusals[0]).toMatchObject({ code: 'unknown_returned' });
});

const totalled = (sum: string) =>
  csv([
    paymentHeader,
    ...good(27),
    payment('P1', 'abc'),
    payment('P2', 'abd'),
    payment('P3', '3', { area_code: '市本极' }),
    ['合计', ...paymentHeader.slice(1, -1).map(() => ''), sum],
  ]);

test('mended rows are held against the total that could not be verified without them', async () => {
  const first = await bench.take(totalled('130.00'));
  expect(first.receipt.batches[0]?.totalsRows?.unverified).toMatchObject([
    { difference: '100.00', unread: 2 },
  ]);
  const text = (await returned('000001')).bytes.toString();
  const half = await bench.take(text.replace('abc', '60').replace('市本极', '市本级'), '退回.csv');
  expect(half.kind, 'one of the two rows is still missing').toBe('accepted');
  const rest = (await returned('000002')).bytes.toString();
  const wrong = await bench.take(rest.replace('abd', '41'), '退回2.csv');
  expect(wrong.receipt).toMatchObject({ verdict: 'held', doubts: [{ code: 'mended_totals' }] });
  expect(wrong.receipt.doubts[0]?.message).toMatch(/第 32 行的合计.*应合 100\.00 元，现合 101\.00 元/);
  expect((await bench.take(rest.replace('abd', '40'), '退回3.csv')).kind).toBe('accepted');
  expect(await mendedIds()).toEqual(['P1', 'P2', 'P3']);
});
