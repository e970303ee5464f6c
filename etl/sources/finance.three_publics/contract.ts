import type { Contract } from '../../contract.ts';

/** 三公经费 by economic class of departments. Vehicles are two classes: buying them, and running them. */
const threePublics = {
  '30212': ['因公出国（境）费用', '因公出国（境）费', '因公出国（境）'],
  '30217': ['公务接待费', '公务接待'],
  '30231': ['公务用车运行维护费', '公务用车运行费', '公务用车运行维护'],
  '31013': ['公务用车购置', '公务用车购置费'],
} as const;

export const contracts: readonly Contract[] = [
  {
    id: 'finance.three_publics',
    title: '“三公”经费执行',
    owner: '财政局',
    grain: '月份 × 部门 × 三公类别',
    columns: [
      { name: 'period', title: '月份', type: 'month', description: 'Month up to which the year is counted.' },
      {
        name: 'area_code',
        title: '区域',
        type: 'code',
        reference: 'area',
        description: 'Leaf area of the department.',
      },
      { name: 'department_code', title: '部门编码', type: 'code', description: 'Budget department.' },
      {
        name: 'department_name',
        title: '部门名称',
        type: 'text',
        description: 'Name of the budget department as delivered.',
      },
      {
        name: 'economic_code',
        title: '三公类别',
        type: 'code',
        codes: threePublics,
        description: 'Economic class of departments.',
      },
      {
        name: 'budget_amount',
        title: '年度预算数',
        type: 'amount',
        min: 0,
        description: 'Budget of the whole year in force in that month, yuan.',
      },
      {
        name: 'year_to_date_amount',
        title: '累计支出',
        type: 'amount',
        description: 'Spent from January to the month, yuan.',
      },
    ],
    key: ['period', 'area_code', 'department_code', 'economic_code'],
    partition: [{ name: 'period', value: "strftime(period, '%Y-%m')" }],
    asOf: 'last_day(period)',
    rules: [
      {
        id: 'not-in-the-future',
        column: 'period',
        message: '“月份”晚于报送日期；请核对年份',
        holds: "period <= getvariable('delivered_on')",
      },
    ],
  },
];
