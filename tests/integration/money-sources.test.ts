import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadLayouts } from '../../etl/layouts.ts';
import { contracts } from '../../etl/sources/registry.ts';
import { IntakeBench, csv, xlsx } from '../fixtures/intake-bench.ts';

/** The sources around the budget: their own layouts, on files as departments send them. */
const { layouts } = await loadLayouts(contracts, '');
let bench: IntakeBench;
beforeEach(async () => {
  // The files of these tests are small and mostly wrong: a large share of rejected rows is what they are about.
  bench = await IntakeBench.open(layouts, 0.9);
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

describe('finance.transfers', () => {
  const header = [
    '预算年度',
    '指标文号',
    '转移支付类型',
    '项目名称',
    '接收区域',
    '金额',
    '收到日期',
    '下达日期',
  ];
  const title = [['温州市对下转移支付下达情况表（截至2026年10月31日）'], ['单位：万元']];
  const good = ['2026', '温财〔2026〕1号', '专项', '水利专项资金', '文成县', '120.5', '2026年3月2日', '—'];

  test('a ledger with its day in the title; one not handed down is data, what cannot be is rejected', async () => {
    const { delivery, batches } = await accepted(
      csv([
        ...title,
        header,
        good,
        good.with(4, '泰顺县').with(7, '2026-04-01'),
        good.with(1, '温财〔2026〕2号').with(2, '一般性转移支付').with(5, '-3').with(7, '2026-03-09'),
        good.with(4, '龙港市').with(7, '2026-03-01'),
        good.with(4, '市本级'),
        good.with(4, '平阳县').with(7, '2026-11-01'),
        good.with(4, '文成'),
        ['合计', '', '', '', '', '720', '', ''],
      ]),
    );
    expect(batches[0]).toMatchObject({ rows: 3, rejected: 4, asOf: '2026-10-31' });
    expect(batches[0]?.partitions).toMatchObject([{ key: '2026', rows: 3 }]);
    expect(await rejectsOf(delivery)).toEqual([
      [7, '下达日期', 'allocated-after-received'],
      [8, '接收区域', 'to-a-lower-level'],
      [9, '下达日期', 'allocated-before-report'],
      [10, '指标文号＋接收区域', 'duplicate_key'],
    ]);
    await accepted(csv([...title, header, good.with(7, '2026-10-30')]));
    expect(await bench.inForce('finance.transfers', 'amount, cast(allocated_on as varchar) as day')).toEqual([
      { amount: 1_205_000, day: '2026-10-30' },
    ]);
  });

  test('without its day the ledger is refused, and told what is missing', async () => {
    const outcome = await bench.take(csv([['下达情况表'], ['单位：万元'], header, good]));
    expect(outcome.receipt.refusals[0]).toMatchObject({ code: 'missing_constant' });
    expect(outcome.receipt.refusals[0]?.message).toContain('统计截止日期');
  });
});

describe('finance.three_publics', () => {
  const header = ['月份', '区域', '部门编码', '部门名称', '三公类别', '年度预算数', '累计支出'];
  const good = ['2026-09', '市本级', '101', '市教育局', '公务接待费', '12.50', '13'];

  test('classes by name in full-width or half-width parentheses, or by code; over budget is data', async () => {
    const { delivery, batches } = await accepted(
      csv([
        ['单位：万元'],
        header,
        good,
        good.with(4, '因公出国(境)费'),
        good.with(4, '31013'),
        good.with(4, '会议费'),
        good.with(2, '102').with(5, '-1'),
      ]),
    );
    expect(batches[0]).toMatchObject({ rows: 3, rejected: 2, totals: { year_to_date_amount: '390000.00' } });
    expect(await rejectsOf(delivery)).toEqual([
      [6, '三公类别', 'unknown_code'],
      [7, '年度预算数', 'out_of_range'],
    ]);
    await accepted(csv([['单位：万元'], header, good.with(5, '13')]));
    expect(await bench.inForce('finance.three_publics', 'economic_code, budget_amount')).toEqual([
      { economic_code: '30217', budget_amount: 130_000 },
    ]);
  });
});

describe('development', () => {
  const header = [
    '月份',
    '项目编码',
    '项目名称',
    '建设地点',
    '牵头单位编码',
    '牵头单位',
    '项目领域',
    '项目阶段',
  ].concat(
    ['总投资', '上年末累计完成投资', '年度计划投资', '本年累计完成投资', '开工以来累计完成投资'],
    ['开工日期', '计划竣工日期', '实际竣工日期'],
  );
  const good = ['2026-09', 'ZD1', '鹿城快速路', '鹿城区', '151', '市交通运输局', '交通', '在建'].concat([
    '100',
    '20',
    '24',
    '0',
    '20',
    '2025-03-18',
    '2027年12月31日',
    '—',
  ]);

  test('projects: nothing invested is data; stages, dates and sums that contradict each other are rejected', async () => {
    const { delivery, batches } = await accepted(
      csv([
        ['单位：万元'],
        header,
        good,
        good.with(1, 'ZD2').with(7, '竣工').with(15, '2026-09-20').with(4, ''),
        good.with(1, 'ZD3').with(7, '前期').with(9, '0').with(12, '0').with(13, '—'),
        good.with(1, 'ZD4').with(12, '25'),
        good.with(1, 'ZD5').with(7, '竣工'),
        good.with(1, 'ZD6').with(13, '—'),
        good.with(1, 'ZD7').with(13, '2026-10-01'),
        good.with(1, 'ZD8').with(14, '2024-12-31'),
      ]),
    );
    expect(batches[0]).toMatchObject({ contract: 'development.projects', rows: 3, rejected: 5 });
    expect(await rejectsOf(delivery)).toEqual([
      [6, '开工以来累计完成投资', 'investment-adds-up'],
      [7, '实际竣工日期', 'finished-has-date'],
      [8, '开工日期', 'built-has-start'],
      [9, '开工日期', 'started-by-then'],
      [10, '计划竣工日期', 'finish-after-start'],
    ]);
    await accepted(csv([['单位：万元'], header, good, good.with(1, 'ZD4')]));
    expect(await bench.inForce('development.projects', 'project_code')).toHaveLength(2);
  });

  test('indicators: the whole city and counties, only growth, units; no 市本级', async () => {
    const indicators = ['月份', '统计区域', '指标', '数值', '单位', '同比增长'];
    const { delivery, batches } = await accepted(
      csv([
        indicators,
        ['2026-09', '全市', 'GDP', '7,600.81', '亿元', '5.6'],
        ['2026-09', '温州市', '固定资产投资', '', '', '0.7'],
        ['2026-09', '龙湾区', '地区生产总值', '760', '亿元', '—'],
        ['2026-09', '全市', '城镇居民人均可支配收入', '61000', '元', '4.2'],
        ['2026-09', '市本级', 'GDP', '1', '亿元', '5'],
        ['2026-09', '瓯海区', 'GDP', '', '', ''],
        ['2026-09', '洞头区', 'GDP', '100', '', '1'],
        ['2026-09', '洞头区', '农村居民人均可支配收入', '4', '万元', '1'],
      ]),
    );
    expect(batches[0]).toMatchObject({ contract: 'development.economy', rows: 4, rejected: 4 });
    expect(await rejectsOf(delivery)).toEqual([
      [6, '统计区域', 'unknown_code'],
      [7, '数值', 'says-something'],
      [8, '单位', 'value-has-unit'],
      [9, '单位', 'income-in-yuan'],
    ]);
    await accepted(csv([indicators, ['2026年9月', '温州', 'GDP', '7601', '亿元', '5.6']]));
    expect(await bench.inForce('development.economy', 'territory_code, value')).toEqual([
      { territory_code: '330300', value: 7601 },
    ]);
  });
});

describe('state_assets', () => {
  const header = [
    '月份',
    '企业编码',
    '企业名称',
    '区域',
    '监管层级',
    '合并户数',
    '资产总额',
    '负债总额',
  ].concat(['所有者权益', '国有资本及权益', '营业收入', '利润总额']);
  const good = [
    '2026-09',
    'G1',
    '城投集团',
    '市本级',
    '市国资委监管',
    '3',
    '10',
    '6',
    '4',
    '3.5',
    '1',
    '(0.2)',
  ];

  test('accounts that do not balance and tiers of another area are rejected; the corrected quarter takes over', async () => {
    const { delivery, batches } = await accepted(
      csv([
        ['单位：亿元'],
        header,
        good,
        good.with(1, 'G2').with(3, '瑞安市').with(4, '县(市、区)属'),
        good.with(1, 'G3').with(8, '5'),
        good.with(1, 'G4').with(3, '瑞安市'),
      ]),
    );
    expect(batches[0]).toMatchObject({ rows: 2, rejected: 2, totals: { profit_amount: '-40000000.00' } });
    expect(await rejectsOf(delivery)).toEqual([
      [5, '所有者权益', 'accounts-balance'],
      [6, '监管层级', 'tier-of-its-area'],
    ]);
    await accepted(csv([['单位：亿元'], header, good, good.with(1, 'G3')]));
    expect(await bench.inForce('state_assets', 'enterprise_code')).toHaveLength(2);
  });
});

describe('natural_resources', () => {
  const title = [['土地出让台账（截至2026年9月30日）'], ['单位：万元']];
  const header = [
    '宗地编号',
    '宗地名称',
    '区域',
    '土地用途',
    '供地方式',
    '出让面积（平方米）',
    '受让人',
    '成交日期',
  ].concat(['成交价', '缴清期限', '已缴金额']);
  const good = [
    'L1',
    '滨江1号',
    '鹿城区',
    '住宅',
    '挂牌',
    '41230.5',
    '示例置业',
    '2026-01-21',
    '100',
    '2026-07-20',
    '90',
  ];

  test('parcels: paid more than the price, no area, sold after the ledger; a corrected year takes over', async () => {
    const { delivery, batches } = await accepted(
      csv([
        ...title,
        header,
        good,
        good.with(0, 'L2').with(7, '2025-12-30'),
        good.with(0, 'L3').with(10, '100.01'),
        good.with(0, 'L4').with(5, '0'),
        good.with(0, 'L5').with(7, '2026-10-01').with(9, '2026-12-01'),
        good.with(0, 'L6').with(9, '2026-01-20'),
      ]),
    );
    expect(batches[0]).toMatchObject({ rows: 2, rejected: 4, asOf: '2026-09-30' });
    expect(batches[0]?.partitions.map(({ key }) => key)).toEqual(['2025', '2026']);
    expect(await rejectsOf(delivery)).toEqual([
      [6, '已缴金额', 'paid-within-price'],
      [7, '出让面积', 'has-an-area'],
      [8, '成交日期', 'sold-before-report'],
      [9, '缴清期限', 'due-after-sold'],
    ]);
    await accepted(csv([...title, header, good.with(10, '100')]));
    expect(await bench.inForce('natural_resources.land', 'parcel_id, paid_amount')).toContainEqual({
      parcel_id: 'L1',
      paid_amount: 1_000_000,
    });
  });

  test('land revenue: a January that does not start afresh is rejected alone', async () => {
    const { delivery } = await accepted(
      csv([
        ['单位：万元'],
        ['月份', '区域', '年度计划数', '本月入库', '累计入库'],
        ['2026-01', '鹿城区', '1200', '80', '80'],
        ['2026-01', '龙湾区', '1200', '80', '90'],
        ['2026-02', '鹿城区', '1200', '(5)', '75'],
      ]),
    );
    expect(await rejectsOf(delivery)).toEqual([[4, '累计入库', 'january-starts-afresh']]);
  });
});
