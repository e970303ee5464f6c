import type { Contract } from '../../contract.ts';

export const contracts: readonly Contract[] = [
  {
    id: 'tax.monthly',
    title: '税收月报',
    owner: '税务局',
    grain: '月份 × 区域 × 税种 × 行业门类',
    columns: [
      { name: 'period', title: '月份', type: 'month', description: 'Month of the report.' },
      {
        name: 'area_code',
        title: '区域',
        type: 'code',
        reference: 'area',
        description: 'Leaf area of collection.',
      },
      {
        name: 'tax_kind',
        title: '税种',
        type: 'code',
        reference: 'tax_kind',
        description: 'Kind of tax, coded by its revenue item.',
      },
      {
        name: 'industry',
        title: '行业',
        type: 'code',
        reference: 'industry',
        description: 'Industry section A–T of GB/T 4754.',
      },
      {
        name: 'collected_amount',
        title: '税收收入',
        type: 'amount',
        description: 'Collected in the month, central and local shares together, yuan; refunds negative.',
      },
      {
        name: 'local_amount',
        title: '其中：地方级',
        type: 'amount',
        description: 'The share that is local general public revenue, yuan.',
      },
    ],
    key: ['period', 'area_code', 'tax_kind', 'industry'],
    partition: [{ name: 'period', value: "strftime(period, '%Y-%m')" }],
    asOf: 'last_day(period)',
    rules: [
      {
        id: 'not-in-the-future',
        column: 'period',
        message: '“月份”晚于报送日期；请核对年份',
        holds: "period <= getvariable('delivered_on')",
      },
      {
        id: 'local-within-collected',
        column: 'local_amount',
        message: '地方级收入的绝对值不应大于税收收入；请核对两列',
        holds: 'abs(local_amount) <= abs(collected_amount)',
      },
    ],
  },
];
