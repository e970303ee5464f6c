import type { Contract } from '../../contract.ts';
import { accountCodes } from '../finance.budget/contract.ts';

export const contracts: readonly Contract[] = [
  {
    id: 'finance.revenue',
    title: '收入执行月报',
    owner: '财政局',
    grain: '月份 × 区域 × 账本 × 收入科目',
    columns: [
      { name: 'period', title: '月份', type: 'month', description: 'Month of the report.' },
      {
        name: 'area_code',
        title: '区域',
        type: 'code',
        reference: 'area',
        description: 'Leaf area.',
      },
      {
        name: 'account',
        title: '账本',
        type: 'code',
        codes: accountCodes,
        description: 'One of the four accounts 四本预算.',
      },
      {
        name: 'item_code',
        title: '科目编码',
        type: 'code',
        reference: 'revenue_item',
        description: 'Revenue item, lowest level reported; parents are totals rows, not data.',
      },
      {
        name: 'budget_amount',
        title: '年度预算数',
        type: 'amount',
        optional: true,
        description: 'Budget of the whole year in force in that month, yuan.',
      },
      { name: 'month_amount', title: '本月数', type: 'amount', description: 'Collected in the month, yuan.' },
      {
        name: 'year_to_date_amount',
        title: '累计数',
        type: 'amount',
        description: 'Collected from January to the month, yuan.',
      },
    ],
    key: ['period', 'area_code', 'account', 'item_code'],
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
        id: 'january-starts-afresh',
        column: 'year_to_date_amount',
        message: '1 月的累计数应等于本月数；请核对两列',
        holds: 'month(period) <> 1 or month_amount = year_to_date_amount',
      },
    ],
  },
];
