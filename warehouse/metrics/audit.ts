import type { MetricDefinition } from './definition.ts';

const shared = {
  time: 'stock',
  dimensions: ['period', 'department', 'category', 'year'],
  required: [],
  sources: ['audit.findings'],
  owner: '市人大常委会预算工作委员会',
  legalBasis: '《中华人民共和国审计法》',
} satisfies Partial<MetricDefinition>;

const scope = '口径为截至月末已发现的全部审计问题，可按审计年度筛选；';

/** 审计：查出的问题与整改。 */
export const auditMetrics: readonly MetricDefinition[] = [
  {
    ...shared,
    id: 'audit_findings',
    name: '审计查出问题数',
    nameEn: 'Audit findings',
    unit: 'count',
    definition: `${scope}发现日期在该月末或之前的计入，已整改的也计入。`,
    formula: '截至月末已发现的问题个数',
    direction: 'neither',
  },
  {
    ...shared,
    id: 'audit_rectification_rate',
    name: '审计问题整改率',
    nameEn: 'Audit rectification rate',
    unit: 'ratio',
    definition: `${scope}整改完成日期在该月末或之前的算已整改，按问题个数计算，不按金额，整改中不算。`,
    formula: '截至月末已整改的问题个数 ÷ 截至月末已发现的问题个数',
    direction: 'higher',
  },
  {
    ...shared,
    id: 'audit_rectified',
    name: '已整改审计问题数',
    nameEn: 'Audit findings put right',
    unit: 'count',
    definition: `${scope}整改完成日期在该月末或之前的计入，逾期后才整改完成的也计入，整改中不算。`,
    formula: '截至月末已整改的问题个数',
    direction: 'higher',
  },
  {
    ...shared,
    id: 'audit_repeated',
    name: '屡审屡犯问题数',
    nameEn: 'Audit findings that repeat an earlier one',
    unit: 'count',
    definition: `${scope}审计部门登记为与以前年度某一问题相同的计入，不论是否已整改；没有登记的不由系统推断。`,
    formula: '截至月末已发现的问题中登记为重复出现的个数',
    direction: 'lower',
  },
  {
    ...shared,
    id: 'audit_overdue',
    name: '逾期未整改问题数',
    nameEn: 'Audit findings past their date',
    unit: 'count',
    definition: `${scope}整改期限早于该月末、且到该月末尚未整改完成的计入；逾期后才整改完成的，完成之前各月计入，之后不计入。`,
    formula: '截至月末已过整改期限而未整改的问题个数',
    direction: 'lower',
  },
  {
    ...shared,
    id: 'audit_overdue_days',
    name: '平均逾期天数',
    nameEn: 'Average days past their date',
    unit: 'days',
    definition: `${scope}逾期未整改的问题从整改期限到该月末的自然日天数的平均值，每个问题一份，不按金额加权；没有逾期的不算。`,
    formula: '逾期未整改问题的逾期天数之和 ÷ 逾期未整改问题数',
    direction: 'lower',
  },
];
