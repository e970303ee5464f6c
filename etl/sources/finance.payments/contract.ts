import type { Contract } from '../../contract.ts';
import { accountCodes } from '../finance.budget/contract.ts';

export const contracts: readonly Contract[] = [
  {
    id: 'finance.payments',
    title: '国库集中支付明细',
    owner: '财政局',
    grain: '一笔支付',
    columns: [
      {
        name: 'payment_id',
        title: '支付凭证号',
        type: 'code',
        description: 'Voucher number, unique over all deliveries.',
      },
      { name: 'paid_on', title: '支付日期', type: 'date', description: 'Date of payment.' },
      {
        name: 'area_code',
        title: '区域',
        type: 'code',
        reference: 'area',
        description: 'Leaf area whose treasury paid.',
      },
      {
        name: 'account',
        title: '账本',
        type: 'code',
        codes: accountCodes,
        description: 'One of the four accounts 四本预算.',
      },
      {
        name: 'department_code',
        title: '部门编码',
        type: 'code',
        description: 'Budget department that spent.',
      },
      {
        name: 'department_name',
        title: '部门名称',
        type: 'text',
        description: 'Name of the budget department as delivered.',
      },
      {
        name: 'function_code',
        title: '功能分类编码',
        type: 'code',
        pattern: '\\d{3}(\\d{2}){0,2}',
        description: 'Function, 3, 5 or 7 digits.',
      },
      {
        name: 'economic_code',
        title: '经济分类编码',
        type: 'code',
        reference: 'economic',
        description: 'Economic class of departments (301–399).',
      },
      {
        name: 'project_code',
        title: '项目编码',
        type: 'code',
        optional: true,
        description: 'Project; empty for basic expenditure.',
      },
      {
        name: 'project_name',
        title: '项目名称',
        type: 'text',
        optional: true,
        description: 'Name of the project as delivered.',
      },
      { name: 'payee_name', title: '收款人', type: 'text', description: 'Payee as delivered.' },
      {
        name: 'method',
        title: '支付方式',
        type: 'code',
        codes: { direct: ['直接支付', '财政直接支付'], authorised: ['授权支付', '财政授权支付'] },
        description: 'Paid by the treasury, or by the department under authority.',
      },
      { name: 'purpose', title: '用途', type: 'text', optional: true, description: 'Purpose as delivered.' },
      {
        name: 'amount',
        title: '支付金额',
        type: 'amount',
        description: 'Amount paid, yuan; negative for a refund.',
      },
    ],
    key: ['payment_id'],
    partition: [{ name: 'period', value: "strftime(paid_on, '%Y-%m')" }],
    asOf: 'paid_on',
    rules: [
      {
        id: 'not-in-the-future',
        column: 'paid_on',
        message: '“支付日期”晚于报送日期；请核对年份',
        holds: "paid_on <= getvariable('delivered_on')",
      },
      {
        id: 'known-function-class',
        column: 'function_code',
        message: '功能分类的类（前三位）不在支出功能分类表里；请核对编码',
        holds: 'listed_function(left(function_code, 3))',
      },
      {
        id: 'amount-not-zero',
        column: 'amount',
        message: '支付金额为 0；请填写实际金额，或删除该行',
        holds: 'amount <> 0',
      },
    ],
  },
];
