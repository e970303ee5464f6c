import type { Contract } from '../../contract.ts';

/** Two kinds of local government debt, each with a limit of its own (预算法 35, 国务院 43号文). */
const debtKinds = {
  general: ['一般债务', '一般债券', '一般'],
  special: ['专项债务', '专项债券', '专项'],
} as const;

/** What a sum of five figures may be off by when each was rounded to whole 万元. */
const roundingYuan = 25_000;

export const contracts: readonly Contract[] = [
  {
    id: 'finance.debt',
    title: '政府债务限额与余额',
    owner: '财政局',
    grain: '月份 × 区域 × 债务类别',
    columns: [
      { name: 'period', title: '月份', type: 'month', description: 'Month at whose end the balance stood.' },
      {
        name: 'area_code',
        title: '区域',
        type: 'code',
        reference: 'area',
        description: 'Leaf area whose government owes.',
      },
      {
        name: 'debt_kind',
        title: '债务类别',
        type: 'code',
        codes: debtKinds,
        description: 'General debt is served by the general account, special debt by government funds.',
      },
      {
        name: 'limit_amount',
        title: '债务限额',
        type: 'amount',
        min: 0,
        description: 'Limit in force in that month, new quota of the year included, yuan.',
      },
      {
        name: 'new_quota_amount',
        title: '本年新增限额',
        type: 'amount',
        min: 0,
        description: 'New quota of the year handed down so far, yuan.',
      },
      {
        name: 'opening_amount',
        title: '上年末余额',
        type: 'amount',
        min: 0,
        description: 'Balance at the end of last year, yuan.',
      },
      {
        name: 'new_issued_amount',
        title: '新增债券发行',
        type: 'amount',
        min: 0,
        description: 'New bonds issued from January to the month, yuan.',
      },
      {
        name: 'refinanced_amount',
        title: '再融资债券发行',
        type: 'amount',
        min: 0,
        description: 'Refinancing bonds issued from January to the month, yuan.',
      },
      {
        name: 'repaid_amount',
        title: '偿还本金',
        type: 'amount',
        min: 0,
        description: 'Principal repaid from January to the month, yuan.',
      },
      {
        name: 'interest_amount',
        title: '支付利息',
        type: 'amount',
        min: 0,
        description: 'Interest paid from January to the month, yuan; not part of the balance.',
      },
      {
        name: 'balance_amount',
        title: '期末余额',
        type: 'amount',
        min: 0,
        description: 'Balance at the end of the month, yuan.',
      },
    ],
    key: ['period', 'area_code', 'debt_kind'],
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
        id: 'quota-within-limit',
        column: 'new_quota_amount',
        message: '本年新增限额大于债务限额；限额应已包含本年新增，请核对两列',
        holds: 'new_quota_amount <= limit_amount',
      },
      {
        // A balance above its limit is no mistake of the file: it is what supervision must see.
        id: 'balance-adds-up',
        column: 'balance_amount',
        message: '期末余额应等于上年末余额 + 新增债券发行 + 再融资债券发行 − 偿还本金；请核对这五列',
        holds: `abs(opening_amount + new_issued_amount + refinanced_amount - repaid_amount - balance_amount) <= ${roundingYuan}`,
      },
    ],
  },
];
