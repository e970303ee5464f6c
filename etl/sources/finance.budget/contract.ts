import type { Contract } from '../../contract.ts';

/** The four budget accounts 四本预算. They are never added up. */
export const accountCodes = {
  general: ['一般公共预算', '一般公共'],
  fund: ['政府性基金预算', '政府性基金'],
  capital: ['国有资本经营预算', '国有资本经营'],
  social: ['社会保险基金预算', '社会保险基金'],
} as const;

export const contracts: readonly Contract[] = [
  {
    id: 'finance.budget',
    title: '预算与决算',
    owner: '财政局',
    grain: '预算年度 × 版本 × 账本 × 区域 × 收支 × 部门 × 科目 × 经济分类 × 项目',
    columns: [
      {
        name: 'fiscal_year',
        title: '预算年度',
        type: 'year',
        min: 2000,
        max: 2100,
        description: 'Fiscal year, equal to the calendar year.',
      },
      {
        name: 'version',
        title: '预算版本',
        type: 'code',
        codes: {
          approved: ['年初预算', '年初预算数', '年初'],
          adjusted: ['调整预算', '调整预算数', '调整'],
          final: ['决算', '决算数'],
        },
        description: 'approved: by the congress; adjusted: by its standing committee; final: final accounts.',
      },
      {
        name: 'account',
        title: '账本',
        type: 'code',
        codes: accountCodes,
        description: 'One of the four accounts 四本预算.',
      },
      {
        name: 'area_code',
        title: '区域',
        type: 'code',
        reference: 'area',
        description: 'A leaf area: city level, functional zones or one of the counties.',
      },
      {
        name: 'side',
        title: '收支',
        type: 'code',
        codes: { revenue: ['收入'], expenditure: ['支出'] },
        description: 'Revenue or expenditure side of the account.',
      },
      {
        name: 'department_code',
        title: '部门编码',
        type: 'code',
        optional: true,
        description: 'Budget department; empty on the revenue side and for transfers.',
      },
      {
        name: 'department_name',
        title: '部门名称',
        type: 'text',
        optional: true,
        description: 'Name of the budget department as delivered.',
      },
      {
        name: 'subject_code',
        title: '科目编码',
        type: 'code',
        pattern: '\\d{3}(\\d{2}){0,2}',
        description: 'Revenue item (revenue side) or function, 3, 5 or 7 digits (expenditure side).',
      },
      {
        name: 'subject_name',
        title: '科目名称',
        type: 'text',
        optional: true,
        description: 'Name of the item or function as delivered.',
      },
      {
        name: 'economic_code',
        title: '经济分类编码',
        type: 'code',
        optional: true,
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
      { name: 'amount', title: '金额', type: 'amount', description: 'Amount of this version, yuan.' },
    ],
    key: [
      'fiscal_year',
      'version',
      'account',
      'area_code',
      'side',
      'department_code',
      'subject_code',
      'economic_code',
      'project_code',
    ],
    partition: [
      { name: 'fiscal_year', value: 'cast(fiscal_year as varchar)' },
      { name: 'version', value: 'version' },
      { name: 'account', value: 'account' },
    ],
    asOf: null,
    rules: [
      {
        id: 'known-subject-class',
        column: 'subject_code',
        message: '科目的类（前三位）不在支出功能分类表或收入科目表里；请核对“收支”与科目编码',
        holds:
          "if(side = 'revenue', listed_revenue_item(left(subject_code, 3)), listed_function(left(subject_code, 3)))",
      },
      {
        id: 'side-without-department',
        column: 'department_code',
        message: '收入行不应填写部门编码；请清空该单元格，或把“收支”改为“支出”',
        holds: "side = 'expenditure' or department_code is null",
      },
      {
        id: 'side-without-economic',
        column: 'economic_code',
        message: '收入行不应填写经济分类编码；请清空该单元格，或把“收支”改为“支出”',
        holds: "side = 'expenditure' or economic_code is null",
      },
    ],
  },
];
