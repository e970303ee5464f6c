import { afterEach, expect, test } from 'vitest';
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

/** Units, and values of several columns: what is stated is understood, or the file comes back; nothing is guessed. */

let bench: IntakeBench | null = null;
afterEach(async () => {
  await bench?.close();
  bench = null;
});

type Part = Record<string, unknown>;

async function open(part: Part = {}, columns: Part = {}, format = 'delimited'): Promise<IntakeBench> {
  bench = await IntakeBench.open(
    [
      layoutSchema.parse({
        ...paymentLayouts[0],
        id: 'test.own',
        format,
        ...part,
        columns: { ...paymentColumns, ...columns },
      }),
    ],
    0.9,
  );
  return bench;
}

const amounts = async (own: IntakeBench) =>
  (await own.inForce('finance.payments', 'payment_id, amount')).map(({ payment_id: id, amount }) => [
    id,
    amount,
  ]);
const told = ({ receipt }: Awaited<ReturnType<IntakeBench['take']>>) =>
  receipt.refusals.map(({ code, message }) => [code, message]);
const [id, ...others] = paymentHeader;
const header = (amount: string) => [id ?? '', ...others.slice(0, -1), amount];
const above = (text: string) => ['', '', '', '', '', '', '', '', '', text];

test.each([
  ['单 位：万 元', 15_000],
  ['单位（万元）', 15_000],
  ['单位：万元（人民币）', 15_000],
  ['2026年3月支付明细（万元，含税）', 15_000],
  ['单位：万', 15_000],
  ['单位：千万元', 15_000_000],
])('the title says %s', async (title, yuan) => {
  const own = await open();
  await own.take(csv([[title], paymentHeader, payment('P1', '1.5')]));
  expect(await amounts(own)).toEqual([['P1', yuan]]);
});

test('the title says it in two cells, of a workbook too', async () => {
  const own = await open({}, {}, 'workbook');
  const cells = [...Array.from({ length: 8 }, () => null), '单位', '万元'];
  await own.take(
    xlsx({ 表: [['支付明细'], cells, [...paymentHeader], [...payment('P1', '1.5')]] }),
    '甲.xlsx',
  );
  expect(await amounts(own)).toEqual([['P1', 15_000]]);
});

test.each([
  ['支付金额（万元，含税）', 15_000],
  ['支付金额（万）', 15_000],
  ['支付金额（十万元）', 150_000],
  ['支付金额（百万元）', 1_500_000],
  ['支付金额（千万元）', 15_000_000],
])('the header says %s', async (name, yuan) => {
  const own = await open();
  await own.take(csv([header(name), payment('P1', '1.5')]));
  expect(await amounts(own)).toEqual([['P1', yuan]]);
});

test.each([
  [[['单位：十亿元'], paymentHeader], '标题行', '十亿元'],
  [[['单位：吨'], paymentHeader], '标题行', '吨'],
  [[['币种：金豆'], paymentHeader], '标题行', '金豆'],
  [[header('支付金额（W元）')], '支付金额（W元）', 'w元'],
  [[header('支付金额（元/吨）')], '支付金额（元/吨）', '元/吨'],
])('what is stated and not understood is refused, with what is known: %j', async (head, where, what) => {
  const own = await open();
  const [[code, message] = []] = told(await own.take(csv([...head, payment('P1', '1.5')])));
  expect(code).toBe('unknown_unit');
  expect(message).toContain(where);
  expect(message?.toLowerCase()).toContain(`“${what}”`);
  expect(message).toContain('元、千元、万元');
});

test('what a unit of the sheet means does not matter where the column names its own', async () => {
  const own = await open();
  await own.take(csv([['单位：见各列'], header('支付金额（万元）'), payment('P1', '1.5')]));
  expect(await amounts(own)).toEqual([['P1', 15_000]]);
});

test('who delivers is no unit', async () => {
  const own = await open();
  await own.take(csv([['单位：市财政局'], ['填报单位：某某'], paymentHeader, payment('P1', '1.5')]));
  expect(await amounts(own)).toEqual([['P1', 1.5]]);
});

test('a column whose unit the layout and the file state differently is refused with both', async () => {
  const own = await open({}, { amount: { headers: ['支付金额'], unit: '千元' } });
  const [[code, message] = []] = told(
    await own.take(csv([header('支付金额（万元）'), payment('P1', '1.5')])),
  );
  expect([code, message]).toEqual(['unit_conflict', expect.stringMatching(/万元.*千元/)]);
});

test('a unit in the upper of two header rows, and in a row of its own', async () => {
  const two = { headerRows: 2 };
  const own = await open(two, { amount: { headers: ['支付金额/本月'] } });
  const both = [
    [...header('支付金额（万元）'), ''],
    [...above('本月'), '累计'],
  ];
  await own.take(csv([...both, [...payment('P1', '1.5'), '9']]));
  expect(await amounts(own)).toEqual([['P1', 15_000]]);
});

test.each([['万元'], ['（万元）'], ['单位：万元']])(
  'a second header row that is a unit alone: %s',
  async (unit) => {
    const own = await open({ headerRows: 2 });
    await own.take(csv([paymentHeader, above(unit), payment('P1', '1.5')]));
    expect(await amounts(own)).toEqual([['P1', 15_000]]);
  },
);

test.each([[{}], [{ skip: { afterHeader: 1 } }]])('a row of units below the header, %j', async (part) => {
  const own = await open(part);
  const numbers = paymentHeader.map((_, index) => String(index + 1));
  const skipped = Object.keys(part).length > 0 ? [numbers] : [];
  const { receipt } = await own.take(
    csv([paymentHeader, ...skipped, above('（万元）'), payment('P1', '1.5')]),
  );
  expect(receipt.rejected).toBe(0);
  expect(await amounts(own)).toEqual([['P1', 15_000]]);
});

test('a currency in the upper header row', async () => {
  const own = await open({ headerRows: 2 }, { amount: { headers: ['支付金额/本月'] } });
  const head = [header('支付金额（美元）'), above('本月')];
  expect(told(await own.take(csv([...head, payment('P1', '1.5')])))).toEqual([
    ['currency_conflict', expect.stringContaining('USD')],
  ]);
});

test('a title right above a header of one row is a title, under a layout of two rows', async () => {
  const unit = { title: { match: '单位[:：](万元)' } };
  const constants = { account: { title: { match: '一般公共预算', value: '一般公共预算' } } };
  const own = await open({ headerRows: 2, unit, constants });
  await own.take(csv([['2026年3月末一般公共预算支付 单位：万元'], paymentHeader, payment('P1', '1.5')]));
  expect(await amounts(own)).toEqual([['P1', 15_000]]);
});

test('a column of units: each row names its own, and the fault is that column’s', async () => {
  const own = await open({}, { amount: { headers: ['支付金额'], unit: { headers: ['计量'] } } });
  const row = (number: string, amount: string, unit: string) => [...payment(number, amount), unit];
  const { receipt } = await own.take(
    csv([
      [...paymentHeader, '计量'],
      row('P1', '15', '万元'),
      row('P2', '15', '亿 元'),
      row('P3', '15', '百万元'),
      row('P4', '15', '万'),
      row('P6', '15', ''),
      row('P7', '15', '吨'),
    ]),
  );
  expect(await amounts(own)).toEqual([
    ['P1', 150_000],
    ['P2', 1_500_000_000],
    ['P3', 15_000_000],
    ['P4', 150_000],
  ]);
  expect(
    (await own.rejects(receipt.delivery)).map(({ row: place, column, reason }) => [place, column, reason]),
  ).toEqual([
    [6, '计量', expect.stringMatching(/“计量”.*元、千元、万元.*空的/)],
    [7, '计量', expect.stringContaining('“吨”')],
  ]);
});

test('a code of several columns with one of them empty is another code: it comes back', async () => {
  const own = await open({}, { payment_id: { headers: ['批号'], join: { headers: [['序号']] } } });
  const row = (batch: string, number: string) => [batch, number, ...payment('', '1').slice(1)];
  const { receipt } = await own.take(
    csv([
      ['批号', '序号', ...paymentHeader.slice(1)],
      row('A', '1'),
      row('A', ''),
      row('', '3'),
      row('', ''),
    ]),
  );
  expect(await amounts(own)).toEqual([['A-1', 1]]);
  expect((await own.rejects(receipt.delivery)).map(({ row: place, reason }) => [place, reason])).toEqual([
    [3, expect.stringMatching(/“批号”“序号”合成，缺少“序号”/)],
    [4, expect.stringContaining('缺少“批号”')],
    [5, expect.stringContaining('为空')],
  ]);
});
