import * as XLSX from '@e965/xlsx';
import { mkdtemp, rm, symlink, writeFile, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { filesBelow } from '../../etl/files-below.ts';
import { layoutSchema } from '../../etl/layout.ts';
import {
  IntakeBench,
  csv,
  payment,
  paymentColumns,
  paymentHeader,
  paymentLayouts,
} from '../fixtures/intake-bench.ts';

/** What is not loaded is said, and what is hidden is not counted before a person has looked. */

let bench: IntakeBench | null = null;
afterEach(async () => {
  await bench?.close();
  bench = null;
});

async function open(part: Record<string, unknown> = {}): Promise<IntakeBench> {
  bench = await IntakeBench.open([
    layoutSchema.parse({ ...paymentLayouts[0], id: 'test.text', columns: paymentColumns, ...part }),
    ...paymentLayouts.slice(1),
  ]);
  return bench;
}

test('columns that are not read are named in the receipt', async () => {
  const own = await open();
  const wide = (cells: readonly string[], ...more: string[]) => [
    ...cells.slice(0, 3),
    ...more,
    ...cells.slice(3),
  ];
  const { receipt } = await own.take(
    csv([wide(paymentHeader, '备注', ''), wide(payment('P1', '1'), '急', '甲')]),
  );
  expect(receipt.verdict).toBe('accepted');
  expect(receipt.notices).toEqual([
    expect.stringMatching(/没有读取的列：备注（.*keep/),
    '没有列名的列没有读取：E',
  ]);
});

test('rows that are no data are counted', async () => {
  const own = await open({ skip: { afterHeader: 1, where: [{ headers: ['部门名称'], match: '^测试' }] } });
  const { receipt } = await own.take(
    csv([
      paymentHeader,
      paymentHeader.map((_, index) => String(index + 1)),
      payment('P1', '1'),
      payment('P2', '1', { department_name: '测试局' }),
      paymentHeader,
      payment('P3', '1'),
      ['制表人：张三', ...paymentHeader.slice(1).map(() => '')],
    ]),
  );
  expect(receipt.notices).toEqual([
    '没有当作数据的行：表头下面 1 行（布局的 skip.afterHeader）、按布局跳过 1 行（skip.where）、说明 1 行、重复的表头 1 行',
  ]);
  expect(receipt.batches[0]).toMatchObject({ rows: 2 });
});

test('a sheet that is plain data says nothing', async () => {
  const own = await open();
  const { receipt } = await own.take(csv([paymentHeader, payment('P1', '1')]));
  expect(receipt.notices).toEqual([]);
});

function workbook(hide: (book: XLSX.WorkBook) => void): Buffer {
  const book = XLSX.utils.book_new();
  for (const [name, id] of [
    ['明细', 'P1'],
    ['草稿', 'P2'],
  ] as const)
    XLSX.utils.book_append_sheet(
      book,
      XLSX.utils.aoa_to_sheet([[...paymentHeader], [...payment(id, '1')], [...payment(`${id}b`, '2')]]),
      name,
    );
  hide(book);
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', cellStyles: true }) as Buffer;
}

test.each([[1], [2]])(
  'a hidden sheet (%i) is held for a person, and counts once accepted',
  async (hidden) => {
    const own = await open();
    const bytes = workbook((book) => {
      book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: hidden as 1 | 2 }] };
    });
    const { receipt } = await own.take(bytes, '支付.xlsx');
    expect(receipt.verdict).toBe('held');
    expect(receipt.doubts.filter(({ code }) => code === 'hidden_sheet')).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/“草稿”.*隐藏.*2 行/) as unknown }),
    ]);
    const accepted = await own.take(bytes, '支付.xlsx', { by: '甲', reason: '核对过' });
    expect(accepted.kind).toBe('accepted');
    expect(await own.inForce('finance.payments', 'payment_id')).toHaveLength(4);
  },
);

test('hidden rows and columns are read, and told', async () => {
  const own = await open();
  const bytes = workbook((book) => {
    const sheet = book.Sheets.明细;
    if (!sheet) throw new Error('no sheet');
    sheet['!rows'] = [{}, {}, { hidden: true }];
    sheet['!cols'] = [{}, {}, { hidden: true }, { hidden: true }];
  });
  const { receipt } = await own.take(bytes, '支付.xlsx');
  expect(receipt.notices).toEqual([expect.stringContaining('1 行、2 列是隐藏的')]);
  expect(receipt.batches.map(({ rows }) => rows)).toEqual([2, 2]);
});

test('links, pipes and sockets in a folder are passed over with a word; a path that is named is meant', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cockpit-odd-'));
  const secret = await mkdtemp(join(tmpdir(), 'cockpit-else-'));
  const server = createServer();
  try {
    await writeFile(join(folder, '2.csv'), '');
    await mkdir(join(folder, '1'));
    await writeFile(join(folder, '1', 'a.csv'), '');
    await writeFile(join(secret, 's.csv'), '');
    await symlink(join(secret, 's.csv'), join(folder, '3.csv'));
    await symlink(secret, join(folder, '4'));
    await new Promise<void>((done) => server.listen(join(folder, '5'), done));
    const { files, passedOver } = await filesBelow([folder, join(folder, '3.csv')]);
    expect(files.map((file) => file.slice(folder.length))).toEqual(['/1/a.csv', '/2.csv', '/3.csv']);
    expect(passedOver.map(({ path, what }) => [basename(path), what])).toEqual([
      ['3.csv', expect.stringContaining('符号链接')],
      ['4', expect.stringContaining('符号链接')],
      ['5', '套接字'],
    ]);
  } finally {
    server.close();
    await rm(folder, { recursive: true });
    await rm(secret, { recursive: true });
  }
});
