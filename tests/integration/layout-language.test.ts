import * as XLSX from '@e965/xlsx';
import { afterEach, expect, test } from 'vitest';
import { layoutSchema } from '../../etl/layout.ts';
import { IntakeBench, csv, payment, paymentColumns, paymentHeader, xlsx } from '../fixtures/intake-bench.ts';

/** What a layout can say of a file, each on a few literal rows. */

let bench: IntakeBench | null = null;
afterEach(async () => {
  await bench?.close();
  bench = null;
});

type Part = Record<string, unknown>;

async function open(part: Part, columns: Part = {}, format = 'delimited'): Promise<IntakeBench> {
  bench = await IntakeBench.open([
    layoutSchema.parse({
      id: 'test.payments',
      contract: 'finance.payments',
      description: 'test',
      format,
      columns: { ...paymentColumns, ...columns },
      constants: { account: '一般公共预算' },
      ...part,
    }),
  ]);
  return bench;
}

const amounts = async (own: IntakeBench) =>
  (await own.inForce('finance.payments', 'payment_id, amount, cast(paid_on as varchar) as paid_on')).map(
    ({ payment_id: id, amount, paid_on: day }) => [id, amount, day],
  );

/** The ledger with further columns at its end. */
const wide = (headers: readonly string[], ...rows: readonly (readonly string[])[]) =>
  csv([[...paymentHeader, ...headers], ...rows]);

const day = '2026-03-05';

test('decimal commas and points between thousands; what fits neither is not a number', async () => {
  const own = await open({ numbers: { decimal: ',' } });
  const text = csv([
    paymentHeader,
    payment('P1', '1.234,56'),
    payment('P2', '-1.234.567,8'),
    payment('P3', '(12,5)'),
    payment('P4', '1,234.56'),
    payment('P5', '1.23'),
    payment('P6', '7'),
  ]);
  const { receipt } = await own.take(text);
  expect(await amounts(own)).toEqual([
    ['P1', 1234.56, day],
    ['P2', -1234567.8, day],
    ['P3', -12.5, day],
    ['P6', 7, day],
  ]);
  expect((await own.rejects(receipt.delivery)).map(({ row, reason }) => [row, reason])).toEqual([
    [5, expect.stringContaining('1,234.56')],
    [6, expect.stringContaining('“1.23”')],
  ]);
});

test('spaces and apostrophes between thousands', async () => {
  const own = await open({ numbers: { decimal: ',', thousands: ' ' } });
  await own.take(csv([paymentHeader, payment('P1', '1\u202f234,5'), payment('P2', '12 345 678')]));
  expect(await amounts(own)).toEqual([
    ['P1', 1234.5, day],
    ['P2', 12345678, day],
  ]);
});

test('a number cell of a workbook is not taken for a text with points between thousands', async () => {
  const own = await open({ numbers: { decimal: ',' } }, {}, 'workbook');
  const row = (id: string, amount: string | number) => [...payment(id, '').slice(0, 9), amount];
  await own.take(xlsx({ 表: [[...paymentHeader], row('P1', 1234.567), row('P2', '1.234,50')] }), '支付.xlsx');
  expect(await amounts(own)).toEqual([
    ['P1', 1234.57, day],
    ['P2', 1234.5, day],
  ]);
});

test.each([
  [
    'negated',
    'negated',
    ['5', '-5'],
    [
      ['P0', -5, day],
      ['P1', 5, day],
    ],
  ],
  [
    'trailing minus',
    'trailing-minus',
    ['5-', '1,200.50-', '5'],
    [
      ['P0', -5, day],
      ['P1', -1200.5, day],
      ['P2', 5, day],
    ],
  ],
])('sign: %s', async (_, sign, cells, expected) => {
  const own = await open({}, { amount: { headers: ['支付金额'], sign } });
  await own.take(csv([paymentHeader, ...cells.map((cell, index) => payment(`P${index}`, cell))]));
  expect(await amounts(own)).toEqual(expected);
});

test('a trailing minus is no number where the layout does not say so', async () => {
  const own = await open({});
  const { receipt } = await own.take(csv([paymentHeader, payment('P1', '5-'), payment('P2', '5')]));
  expect(receipt.rejected).toBe(1);
});

test('debit less credit, and a column that gives the direction', async () => {
  const debit = await open({}, { amount: { headers: ['支付金额'], sign: { minus: ['贷方'] } } });
  await debit.take(
    wide(
      ['贷方'],
      [...payment('P1', '5'), ''],
      [...payment('P2', '—'), '3.5'],
      [...payment('P3', '10'), '4'],
    ),
  );
  expect(await amounts(debit)).toEqual([
    ['P1', 5, day],
    ['P2', -3.5, day],
    ['P3', 6, day],
  ]);
  await debit.close();
  const sign = { headers: ['方向'], positive: ['借', '付'], negative: ['贷'] };
  const directed = await open({ totals: { grand: ['合计'] } }, { amount: { headers: ['支付金额'], sign } });
  const { receipt } = await directed.take(
    wide(
      ['方向'],
      [...payment('P1', '5'), '借'],
      [...payment('P2', '2'), ' 贷 '],
      [...payment('P3', '1'), '平'],
      ['合计', '', '', '', '', '', '', '', '', '4', ''],
    ),
  );
  expect(receipt.refusals).toEqual([]);
  expect(await amounts(directed)).toEqual([
    ['P1', 5, day],
    ['P2', -2, day],
  ]);
  expect(await directed.rejects(receipt.delivery)).toMatchObject([{ row: 4, code: 'unknown_sign' }]);
});

test('day first and month first only where the layout says so', async () => {
  const rows = ['05/03/2026', '5.3.2026', '5 Mar 2026', '05/03/26', '28/02/2026', '2026-03-05'].map(
    (paid_on, index) => payment(`P${index}`, '1', { paid_on }),
  );
  const text = csv([paymentHeader, ...rows]);
  const dayFirst = await open({ dates: 'day-first' });
  const { receipt } = await dayFirst.take(text);
  expect((await amounts(dayFirst)).map(([id, , date]) => [id, date])).toEqual([
    ['P0', day],
    ['P1', day],
    ['P2', day],
    ['P4', '2026-02-28'],
    ['P5', day],
  ]);
  expect(await dayFirst.rejects(receipt.delivery)).toMatchObject([{ row: 5, column: '支付日期' }]);
  await dayFirst.close();
  const monthFirst = await open({ dates: 'month-first' });
  await monthFirst.take(csv([paymentHeader, payment('P0', '1', { paid_on: '05/03/2026' })]));
  expect((await amounts(monthFirst)).map(([id, , date]) => [id, date])).toContainEqual(['P0', '2026-05-03']);
  await monthFirst.close();
  const stated = await open({ dates: { format: '%d/%m/%y' } });
  await stated.take(csv([paymentHeader, payment('P1', '1', { paid_on: '05/03/26' })]));
  expect((await amounts(stated)).map(([id, , date]) => [id, date])).toEqual([['P1', day]]);
});

test('three header rows in a text file, merged in the middle; a unit in the header of one column', async () => {
  const own = await open(
    { headerRows: 3, skip: { afterHeader: 1 } },
    { amount: { headers: ['支付/本月/金额'] }, paid_on: { headers: ['支付/日期'] } },
  );
  const before = paymentHeader.slice(2, 9);
  const blank = before.map(() => '');
  const { receipt } = await own.take(
    csv([
      [paymentHeader[0] ?? '', '支付', ...before, '支付', ''],
      ['', '', ...blank, '本月', ''],
      ['', '日期', ...blank, '金额（万元）', '笔数'],
      Array.from({ length: 11 }, (_, index) => String(index + 1)),
      ['P1', day, ...payment('', '').slice(2, 9), '1.5', '1'],
    ]),
  );
  expect(receipt.refusals).toEqual([]);
  expect(await amounts(own)).toEqual([['P1', 15000, day]]);
});

test('a unit that the title rows state is never overruled; another currency is never taken as yuan', async () => {
  const own = await open({});
  const titled = (title: string) => csv([[title], paymentHeader, payment('P1', '1.5')]);
  await own.take(titled('单位：万元'));
  expect(await amounts(own)).toEqual([['P1', 15000, day]]);
  for (const [title, code] of [
    ['单位：万美元', 'currency_conflict'],
    ['币种：欧元', 'currency_conflict'],
    ['单位：十亿元', 'unknown_unit'],
  ] as const)
    expect((await own.take(titled(title))).receipt.refusals[0]).toMatchObject({ code });
  const header = [...paymentHeader.slice(0, 9), '支付金额（美元）'];
  expect((await own.take(csv([header, payment('P2', '1')]))).receipt.refusals[0]?.code).toBe(
    'currency_conflict',
  );
});

test('a unit in each row, spellings of the file, a blank that means nought, a code in two columns', async () => {
  const own = await open(
    {},
    {
      amount: { headers: ['支付金额'], unit: { headers: ['计量'] }, blank: '0.01' },
      method: { headers: ['支付方式'], values: { 1: '直接支付', '２': '授权支付' } },
      department_code: { headers: ['部门编码'], join: { headers: [['科室']], separator: '' } },
    },
  );
  await own.take(
    wide(
      ['计量', '科室'],
      [...payment('P1', '1.5', { method: '1' }), '万元', '01'],
      [...payment('P2', '', { method: '2' }), '元', ''],
    ),
  );
  expect(await own.inForce('finance.payments', 'payment_id, amount, method, department_code')).toEqual([
    { payment_id: 'P1', amount: 15000, method: 'direct', department_code: '10101' },
    { payment_id: 'P2', amount: 0.01, method: 'authorised', department_code: '101' },
  ]);
});

test('rows to skip, and the header again at the top of a printed page', async () => {
  const own = await open({ skip: { where: [{ headers: ['收款人'], match: '^测试' }] } });
  const { receipt } = await own.take(
    csv([
      paymentHeader,
      payment('P1', '1'),
      payment('P2', '2', { payee_name: '测试户' }),
      paymentHeader,
      payment('P3', '3'),
    ]),
  );
  expect(receipt).toMatchObject({ rejected: 0 });
  expect((await amounts(own)).map(([id]) => id)).toEqual(['P1', 'P3']);
});

test('an encoding that is asked for, semicolons, and line ends of an old Mac', async () => {
  const own = await open({ encoding: 'big5', delimiter: ';' }, { amount: { headers: ['Betrag'] } });
  const header = [...paymentHeader.slice(0, 9), 'Betrag'];
  // Big5 for 支付憑證號 would need other headers; ASCII ones are enough to show that the bytes are read as asked.
  const text = csv([header, payment('P1', '1')]).replaceAll(',', ';');
  expect((await own.take(Buffer.from(text))).kind).toBe('refused');
  await own.close();
  const mac = await open({});
  await mac.take(csv([paymentHeader, payment('P1', '1'), payment('P2', '2')]).replaceAll('\n', '\r'));
  expect((await amounts(mac)).map(([id]) => id)).toEqual(['P1', 'P2']);
});

test('an old .xls workbook is read like any other', async () => {
  const own = await open({}, {}, 'workbook');
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(
    book,
    XLSX.utils.aoa_to_sheet([[...paymentHeader], [...payment('P1', '').slice(0, 9), 12.5]]),
    '表',
  );
  const bytes = XLSX.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer;
  const { receipt } = await own.take(bytes, '支付.xls');
  expect(receipt.refusals).toEqual([]);
  expect(await amounts(own)).toEqual([['P1', 12.5, day]]);
});
