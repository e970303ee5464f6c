import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadLayouts } from '../../etl/layouts.ts';
import { contracts } from '../../etl/sources/registry.ts';
import { IntakeBench, csv, xlsx } from '../fixtures/intake-bench.ts';

/** The sources around the budget: their own layouts, on files as departments send them. */
const layouts = await loadLayouts(contracts, '');
let bench: IntakeBench;
beforeEach(async () => {
  bench = await IntakeBench.open(layouts);
});
afterEach(() => bench.close());

async function accepted(content: string | Buffer, name?: string) {
  const { receipt } = await bench.take(content, name);
  expect(receipt.refusals).toEqual([]);
  expect(receipt.verdict).toBe('accepted');
  return receipt;
}

const rejectsOf = async (delivery: string) =>
  (await bench.rejects(delivery)).map(({ row, column, code }) => [row, column, code]);

describe('finance.debt', () => {
  const header = ['月份', '区域', '债务类别', '债务限额', '本年新增限额', '上年末余额'].concat([
    '新增债券发行',
    '再融资债券发行',
    '偿还本金',
    '支付利息',
    '期末余额',
  ]);
  const title = [['温州市2026年地方政府债务限额余额情况表'], ['单位：万元']];
  const good = ['2026-09', '鹿城', '一般债务', '100', '8', '80', '6', '4', '5', '2.5', '85'];

  test('a text in 万元: rows in yuan, a debt above its limit included, totals reconciled', async () => {
    const receipt = await accepted(
      csv([
        ...title,
        header,
        good,
        ['2026年9月', '330302', '专项', '200', '20', '190', '25', '0', '0', '6', '215'],
        ['合计', '', '', '300', '28', '270', '31', '4', '5', '8.5', '300'],
      ]),
    );
    expect(receipt.batches[0]).toMatchObject({
      contract: 'finance.debt',
      layout: 'finance.debt.text',
      rows: 2,
      rejected: 0,
      asOf: '2026-09-30',
      partitions: [{ key: '2026-09', rows: 2 }],
    });
    const columns = 'area_code, debt_kind, limit_amount, balance_amount';
    expect(await bench.inForce('finance.debt', columns)).toEqual([
      { area_code: '330302', debt_kind: 'general', limit_amount: 1_000_000, balance_amount: 850_000 },
      { area_code: '330302', debt_kind: 'special', limit_amount: 2_000_000, balance_amount: 2_150_000 },
    ]);
  });

  test('a balance that does not add up is rejected alone; the corrected month takes over', async () => {
    const bad = good.with(10, '88').with(1, '龙湾区');
    const rows = (...second: string[]) => csv([...title, header, good, second]);
    const { delivery, batches } = await accepted(rows(...bad));
    expect(batches[0]).toMatchObject({ rows: 1, rejected: 1 });
    expect(await rejectsOf(delivery)).toEqual([[5, '期末余额', 'balance-adds-up']]);
    const corrected = await accepted(rows(...bad.with(10, '85')));
    expect(corrected.batches[0]).toMatchObject({ rows: 2, rejected: 0 });
    expect(await bench.inForce('finance.debt', 'area_code')).toHaveLength(2);
  });

  test('what cannot be: an unknown kind, a quota above the limit, a negative balance, 全市 as an area', async () => {
    const others = Array.from({ length: 6 }, (_, index) =>
      good.with(1, String(['鹿城', '龙湾', '瓯海', '洞头', '乐清', '瑞安'][index])),
    );
    const { delivery } = await accepted(
      csv([
        ...title,
        header,
        ...others,
        good.with(2, '隐性债务'),
        good.with(1, '平阳县').with(4, '101'),
        good.with(1, '苍南县').with(5, '0').with(6, '0').with(10, '-1'),
        good.with(1, '温州市'),
      ]),
    );
    expect(await rejectsOf(delivery)).toEqual([
      [10, '债务类别', 'unknown_code'],
      [11, '本年新增限额', 'quota-within-limit'],
      [12, '期末余额', 'out_of_range'],
      [13, '区域', 'unknown_code'],
    ]);
  });

  test('a workbook: the month from the title, merged areas, headers over two rows, a wrong 合计 refused', async () => {
    const upper = ['区域', '债务类别', '债务限额', '本年新增限额', '上年末余额'].concat([
      '本年发行',
      '本年发行',
      '本年偿还',
      '本年偿还',
      '期末余额',
    ]);
    const lower = ['', '', '', '', '', '新增债券', '再融资债券', '本金', '利息', ''];
    const sheet = (total: number) => ({
      '9月': [
        ['2026年9月末温州市地方政府债务限额余额情况表'],
        ['', '', '', '', '', '', '', '', '', '单位：亿元'],
        upper,
        lower,
        ['鹿城区', '一般债务', 1, 0.08, 0.8, 0.06, 0.04, 0.05, 0.01, 0.85],
        [null, '专项债务', 2, 0.2, 1.9, 0.25, 0, 0, 0.05, 2.15],
        ['合计', null, 3, 0.28, 2.7, 0.31, 0.04, 0.05, 0.06, total],
      ],
    });
    const receipt = await accepted(xlsx(sheet(3)), '政府债务.xlsx');
    expect(receipt.batches[0]).toMatchObject({ layout: 'finance.debt.monthly-workbook', rows: 2 });
    expect(await bench.inForce('finance.debt', 'area_code, balance_amount')).toEqual([
      { area_code: '330302', balance_amount: 85_000_000 },
      { area_code: '330302', balance_amount: 215_000_000 },
    ]);
    const wrong = await bench.take(xlsx(sheet(3.1)), '政府债务2.xlsx');
    expect(wrong.receipt.refusals[0]?.code).toBe('totals_mismatch');
  });
});
