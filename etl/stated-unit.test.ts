import { expect, test } from 'vitest';
import { unitsInHeader, unitsInTitle } from './stated-unit.ts';

const title = (...rows: (string | null)[][]) =>
  unitsInTitle(rows.map((cells, index) => ({ row: index + 1, cells })));

test.each([
  ['单位：万元', '万元'],
  ['单 位：万元', '万元'],
  ['单位：万 元', '万元'],
  ['单位（万元）', '万元'],
  ['单位:万元。', '万元'],
  ['单位：万元（人民币）', '万元'],
  ['单位：人民币万元', '万元'],
  ['单位：万元人民币', '万元'],
  ['金额单位：人民币 万元', '万元'],
  ['（单位：千元）', '千元'],
  ['单位：万', '万元'],
  ['单位：百万元', '百万元'],
  ['单位：十万元', '十万元'],
  ['单位：千万元', '千万元'],
  ['单位：万元、%', '万元'],
  ['单位：亿元 制表：张三', '亿元'],
  ['2026年10月支付明细（万元）', '万元'],
  ['2026年10月支付明细（万元，含税）', '万元'],
  ['（万元）', '万元'],
  ['单位：圆', '元'],
])('a title that says %s', (text, unit) => {
  expect(title(['支付明细'], [null, text])).toEqual({
    stated: expect.arrayContaining([{ unit, currency: 'CNY' }]) as unknown,
    unread: [],
  });
});

test.each([[[['单位', '万元']]], [[['', '单位：', '', '万元']]], [[['计量单位', '万元', '万元', '万元']]]])(
  'a title that says it in two cells',
  (rows) => {
    expect(title(...rows)).toEqual({ stated: [{ unit: '万元', currency: 'CNY' }], unread: [] });
  },
);

test('a unit and a currency beside it are no two units', () => {
  expect(title(['单位：万元', '币种：美元']).stated).toEqual([
    { unit: '万元', currency: 'CNY' },
    { unit: null, currency: 'USD' },
  ]);
  expect(title(['单位：万元 币种：人民币']).stated).toEqual([
    { unit: '万元', currency: 'CNY' },
    { unit: null, currency: 'CNY' },
  ]);
});

test.each([
  ['单位：百万美元', '百万元', 'USD'],
  ['单位：美元', '元', 'USD'],
  ['币种：瑞士法郎', null, 'CHF'],
  ['币种：USD', null, 'USD'],
  ['单位：英镑', '元', 'GBP'],
  ['支付明细（GBP）', null, 'GBP'],
  ['币种：人民币', null, 'CNY'],
])('a currency: %s', (text, unit, currency) => {
  expect(title([text])).toEqual({ stated: [{ unit, currency }], unread: [] });
});

test.each([
  ['单位：十亿元', '十亿元'],
  ['单位：元/吨', '元/吨'],
  ['单位：W元', 'W元'],
  ['单位：K', 'K'],
  ['单位：吨', '吨'],
  ['单位：瑞郎', '瑞郎'],
  ['币种：金豆', '金豆'],
  ['支付明细（十亿元）', '十亿元'],
])('what is not understood is told: %s', (text, unread) => {
  expect(title([text])).toEqual({ stated: [], unread: [unread] });
});

test.each([
  ['填报单位：市财政局'],
  ['单位：市教育局'],
  ['单位：温州大学附属第一医院（盖章）'],
  ['编制单位：某某公司 2026年10月'],
  ['单位名称：万达公司'],
  ['2026年元月支付明细（元月）'],
  ['大额支付明细（500万元以上）'],
  ['单位：'],
  ['公元街道支付明细'],
])('a title that states no unit: %s', (text) => {
  expect(title([text])).toEqual({ stated: [], unread: [] });
});

test.each([
  [['支付金额（万元）'], '万元'],
  [['支付金额\n（万元，含税）'], '万元'],
  [['支付金额（万）'], '万元'],
  [['支付金额（十万元）'], '十万元'],
  [['支付金额（千万元）'], '千万元'],
  [['支付金额（单位：百万元）'], '百万元'],
  [['支付金额（含税）（万元）'], '万元'],
  [['支付金额[万元]'], '万元'],
  [['支付金额/万元'], '万元'],
  [['支付金额万元'], '万元'],
  [['支付（万元）', '本月'], '万元'],
  [['支付金额', '万元'], '万元'],
  [['支付金额', '（万元）'], '万元'],
  [['支付（万元）', '笔均（元）'], '元'],
])('a header %j', (levels, unit) => {
  expect(unitsInHeader(levels)).toEqual({ stated: [{ unit, currency: 'CNY' }], unread: [] });
});

test.each([
  [['金额（美元）', '本月'], 'USD'],
  [['合同额（万美元）'], 'USD'],
  [['Net amount (£)'], 'GBP'],
  [['金额（CHF）'], 'CHF'],
])('a foreign currency at any level of a header: %j', (levels, currency) => {
  expect(unitsInHeader(levels).stated).toContainEqual({ unit: null, currency });
});

test.each([
  [['支付金额（W元）'], 'W元'],
  [['支付金额（十亿元）'], '十亿元'],
  [['单价（元/吨）'], '元/吨'],
  [['支付（百亿元）', '本月'], '百亿元'],
])('a header that is not understood is told: %j', (levels, unread) => {
  expect(unitsInHeader(levels)).toEqual({ stated: [], unread: [unread] });
});

test.each([[['支付金额']], [['支付金额（含税）']], [['单元']], [['支付金额（元月）']], [['金额（2026年）']]])(
  'a header that states no unit: %j',
  (levels) => {
    expect(unitsInHeader(levels)).toEqual({ stated: [], unread: [] });
  },
);
