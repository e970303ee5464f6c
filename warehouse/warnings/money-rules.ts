import type { WarningRule } from './definition.ts';

/** 财政：支出进度与预算执行。 */
export const moneyRules: readonly WarningRule[] = [
  {
    id: 'department_behind',
    name: '部门支出进度滞后',
    nameEn: 'Department behind time progress',
    statement:
      '部门一般公共预算累计支出占全年有效预算的比重落后时间进度超过阈值。预备费、转移性支出和债务还本不计；预算过小的部门和年初的月份不判。',
    severities: ['yellow', 'red'],
    unit: 'points',
    numerator: '累计支出',
    denominator: '全年有效预算',
    partUnit: 'yuan',
    clock: 'payments',
    standsMonths: 0,
    proof: 'department_spending',
    explainedBy: '财政局',
    legalBasis: '《中华人民共和国预算法》第五十三条、第五十七条',
    sources: ['finance.payments', 'finance.budget'],
  },
];
