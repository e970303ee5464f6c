import { afterAll, beforeAll, expect, test } from 'vitest';
import { layoutSchema } from '../../etl/layout.ts';
import { totalsLines } from '../../etl/totals-lines.ts';
import { IntakeBench, csv, payment, paymentColumns, paymentHeader } from '../fixtures/intake-bench.ts';

const layout = layoutSchema.parse({
  id: 'test.totals',
  contract: 'finance.payments',
  description: 'test',
  format: 'delimited',
  columns: paymentColumns,
  constants: { account: '一般公共预算' },
  totals: {
    grand: ['合计', '总计'],
    sub: ['小计', ['本区小计'], ['本页小计'], ['本月合计']],
    toDate: ['本年累计', '累计'],
  },
});

let bench: IntakeBench;
beforeAll(async () => {
  bench = await IntakeBench.open([layout], 0.6);
});
afterAll(() => bench.close());

/** A line with its label in one of the columns, and its amount. */
const total = (label: string, amount: string, column = 0) =>
  payment('', amount).map((cell, index) => (index === column ? label : index === 9 ? cell : ''));
const row = (id: string, amount: string) => payment(id, amount);
const take = async (lines: readonly (readonly string[])[], titles: readonly (readonly string[])[] = []) =>
  (await bench.take(csv([...titles, paymentHeader, ...lines]), undefined, { by: '测试', reason: '测试' }))
    .receipt;
const tenThousands = [['2026年3月国库集中支付明细'], ['单位：万元']];

test('a sum beyond what one amount can hold is told like any other', async () => {
  const large = '9999999999999999';
  const receipt = await take([row('P1', large), row('P2', large), row('P3', '-10'), total('合计', '5')]);
  expect(receipt.verdict).toBe('refused');
  expect(receipt.refusals[0]?.message).toMatch(/写的是 5\.00 元，明细相加是 \d{17}\.\d\d 元/);
});

test('a label is a total in any column, whatever the spaces, widths and colons in it', async () => {
  const lines = (subtotal: string, sum: string) => [
    row('P1', '10'),
    row('P2', '5'),
    total('小  计', subtotal),
    total('本页小计', sum, 1),
    total('　合　计：', sum, 2),
    total('总\u00a0计', sum, 3),
    total('合 计:', sum, 7),
    total('本月合计', sum, 7),
  ];
  expect(await take(lines('15', '15'))).toMatchObject({
    verdict: 'accepted',
    rejected: 0,
    batches: [{ rows: 2, totalsRows: { reconciled: 6, unverified: [], toDate: 0 } }],
  });
  const wrong = await take(lines('15', '16'));
  expect(wrong.refusals).toMatchObject([{ code: 'totals_mismatch' }]);
  expect(wrong.refusals[0]?.message).toContain('共 5 处不符');
});

test('a payee called 合计 is data', async () => {
  const { batches } = await take([payment('P1', '10', { payee_name: '合计' }), total('合计', '10')]);
  expect(batches).toMatchObject([{ rows: 1, totalsRows: { reconciled: 1 } }]);
});

test('a total to date is passed over, and told of', async () => {
  const receipt = await take([row('P1', '10'), total('本月合计', '10', 7), total('本年累计', '999', 7)]);
  expect(receipt).toMatchObject({
    verdict: 'accepted',
    rejected: 0,
    batches: [{ rows: 1, totalsRows: { reconciled: 1, toDate: 1 } }],
  });
  expect(totalsLines(receipt)).toEqual(['合计行 1 行与明细相符，累计行 1 行含本表以外各期，未核对']);
});

test('what no layout calls a total is a rejected row, never dropped', async () => {
  const { rejected } = await take([row('P1', '10'), row('P2', '5'), total('上年结转', '15')]);
  expect(rejected).toBe(1);
});

test('subtotals of several levels and of pages count rows, each since the last of its own', async () => {
  const lines = [
    row('P1', '1'),
    row('P2', '2'),
    total('小计', '3'),
    row('P3', '4'),
    total('本页小计', '7'),
    row('P4', '8'),
    total('小计', '12'),
    total('本区小计', '15'),
    row('P5', '16'),
    total('小计', '16'),
    total('本区小计', '16'),
    total('本页小计', '24'),
    total('合计', '31'),
    total('总计', '31'),
  ];
  expect(await take(lines)).toMatchObject({
    verdict: 'accepted',
    batches: [{ rows: 5, totals: { amount: '31.00' }, totalsRows: { reconciled: 9 } }],
  });
  const wrong = await take(lines.with(10, total('本区小计', '15')));
  expect(wrong.refusals[0]?.message).toMatch(
    /第 12 行.*写的是 15\.00 元，明细相加是 16\.00 元，相差 -1\.00 元/,
  );
});

test('a total without an amount is not said to agree', async () => {
  const receipt = await take([row('P1', '10'), total('合计', ''), row('P2', '5'), total('总计', '15')]);
  expect(receipt.batches).toMatchObject([{ totalsRows: { reconciled: 1, blank: 1 } }]);
  expect(totalsLines(receipt)).toEqual(['合计行 1 行与明细相符，合计行 1 行没有填金额，无从核对']);
});

test('of many rounded rows a total may be off by what rounding makes likely, which is told', async () => {
  // 40 rows of whole 万元: half of one and four standard deviations are 0.5 + 4 √(40/12) = 7.8.
  const rows = Array.from({ length: 40 }, (_, index) => row(`P${index}`, '5'));
  const near = await take([...rows, total('合计', '207')], tenThousands);
  expect(near.batches).toMatchObject([{ totalsRows: { reconciled: 1, unverified: [], rounded: [{}] } }]);
  expect(totalsLines(near)).toEqual([
    '合计行 1 行与明细相符',
    '第 44 行的合计：“支付金额”写的是 207 万元，明细相加是 200 万元，相差 7 万元，可由各行四舍五入造成',
  ]);
  const far = await take([...rows, total('合计', '208')], tenThousands);
  expect(far.refusals[0]?.message).toContain('相差 8 万元');
});

test('in 万元 a total of few rows may be off by half of the last decimal a row, and no more', async () => {
  // 0.14 + 0.24 + 0.34 + 0.24 = 0.96, each row rounded to 0.1.
  const rows = ['0.1', '0.2', '0.3', '0.2'].map((amount, index) => row(`P${index}`, amount));
  expect(await take([...rows, total('合计', '1.0')], tenThousands)).toMatchObject({
    verdict: 'accepted',
    batches: [{ totals: { amount: '8000.00' } }],
  });
  const off = await take([...rows, total('合计', '1.1')], tenThousands);
  expect(off.refusals[0]?.message).toBe(
    '第 8 行的合计与明细不符：“支付金额”写的是 1.1 万元，明细相加是 0.8 万元，相差 0.3 万元；' +
      '请核对是否漏行、多行或合计有误，改正后重新报送',
  );
  const few = await take([...rows.slice(0, 2), total('小计', '0.4'), ...rows.slice(2)], tenThousands);
  expect(few.verdict, 'two rows: 0.1').toBe('accepted');
});

test('shown to the fen, or in yuan, not a fen may be off', async () => {
  const fen = [row('P1', '0.100001'), row('P2', '0.2')];
  expect((await take([...fen, total('合计', '0.300001')], tenThousands)).verdict).toBe('accepted');
  expect((await take([...fen, total('合计', '0.300002')], tenThousands)).refusals[0]?.message).toContain(
    '相差 0.000001 万元',
  );
  expect((await take([row('P1', '10'), row('P2', '20'), total('合计', '31')])).verdict).toBe('refused');
});

test('a total over a row whose amount cannot be read is not verifiable: accepted with its rejects, and told', async () => {
  const receipt = await take([
    row('P1', '10'),
    row('P2', '1O.00'),
    total('小计', '20'),
    row('P3', '5'),
    total('小计', '5'),
    total('合计', '25'),
  ]);
  expect(receipt).toMatchObject({ verdict: 'accepted', rejected: 1 });
  const unread = { column: '支付金额', difference: '10.00', unread: 1, unreadRows: [3] };
  expect(receipt.batches[0]?.totalsRows).toMatchObject({
    reconciled: 1,
    unverified: [
      { row: 4, stated: '20.00', summed: '10.00', ...unread },
      { row: 7, stated: '25.00', summed: '15.00', ...unread },
    ],
  });
  expect(totalsLines(receipt)[1]).toBe(
    '第 4 行的合计未能核对：第 3 行的“支付金额”读不出来，已退回；合计写的是 20.00 元，其余各行相加是 10.00 元，' +
      '退回的行应合 10.00 元；请更正退回的行后再报',
  );
});

test('a row rejected for another reason counts: its amount can be read', async () => {
  const lines = [row('P1', '10'), payment('P2', '5', { area_code: '火星' })];
  expect(await take([...lines, total('合计', '15')])).toMatchObject({
    verdict: 'accepted',
    rejected: 1,
    batches: [{ totalsRows: { reconciled: 1, unverified: [] } }],
  });
  expect((await take([...lines, total('合计', '10')])).verdict).toBe('refused');
});

test('a mismatch elsewhere refuses all the same, and a total that is no amount is told', async () => {
  const wrong = await take([row('P1', 'x'), total('小计', '1'), row('P2', '5'), total('小计', '6')]);
  expect(wrong.refusals[0]?.message).toMatch(/第 5 行.*6\.00 元.*5\.00 元/);
  const words = await take([row('P1', '1'), total('合计', '见附表')]);
  expect(words.refusals[0]?.message).toMatch(/第 3 行的合计无法核对：“支付金额”写的不是金额/);
});
