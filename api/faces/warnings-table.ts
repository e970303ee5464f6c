import { severityNames } from '../../warehouse/warnings/definition.ts';
import type { ProofRow, Warning } from '../contracts/warnings.ts';
import { listedTable, numberColumn, textColumn, type ListedColumn } from './listed-table.ts';
import type { ListedTable } from './table-bytes.ts';

const warningColumns: readonly ListedColumn<Warning>[] = [
  textColumn('id', '预警编号', ({ id }) => id),
  textColumn('severity', '级别', ({ severity }) => severityNames[severity]),
  textColumn('rule', '规则代码', ({ rule }) => rule),
  textColumn('rule_name', '规则', ({ ruleName }) => ruleName),
  textColumn('subject', '对象', ({ subjectName }) => subjectName),
  textColumn('detail', '说明', ({ detail }) => detail),
  textColumn('area', '区域代码', ({ area }) => area),
  textColumn('area_name', '区域', ({ areaName }) => areaName),
  textColumn('department', '部门代码', ({ department }) => department),
  textColumn('explained_by', '应作说明', ({ explainedBy }) => explainedBy),
  numberColumn('numerator', '分子', ({ numerator }) => numerator),
  numberColumn('denominator', '分母', ({ denominator }) => denominator),
  textColumn('part_unit', '分子分母单位', ({ partUnit }) => partUnit),
  numberColumn('value', '数值', ({ value }) => value),
  numberColumn('threshold', '阈值', ({ threshold }) => threshold),
  textColumn('unit', '数值单位', ({ unit }) => unit),
  textColumn('period', '月份', ({ period }) => period),
  textColumn('since', '自', ({ since }) => since),
  numberColumn('months_running', '连续月数', ({ monthsRunning }) => monthsRunning),
  textColumn('stands_until', '有效至', ({ standsUntil }) => standsUntil),
];

/** Warnings, a row each. */
export const warningsTable = (rows: readonly Warning[]): ListedTable =>
  listedTable('预警清单', warningColumns, rows);

const partNames: Readonly<Record<ProofRow['part'], string>> = {
  numerator: '分子',
  denominator: '分母',
  record: '记录',
};

const proofColumns: readonly ListedColumn<ProofRow>[] = [
  textColumn('part', '计入', ({ part }) => partNames[part]),
  textColumn('contract', '数据集', ({ contract }) => contract),
  textColumn('what', '内容', ({ what }) => what),
  textColumn('note', '备注', ({ note }) => note),
  numberColumn('amount', '数额', ({ amount }) => amount),
  textColumn('day', '日期', ({ day }) => day),
  textColumn('file_name', '来源文件', ({ fileName }) => fileName),
  textColumn('sheet', '工作表', ({ sheet }) => sheet),
  textColumn('batch', '批次', ({ batch }) => batch),
  numberColumn('row', '行号', ({ row }) => row),
];

/** The rows a warning's numbers are made of. */
export const proofTable = (ruleName: string, rows: readonly ProofRow[]): ListedTable =>
  listedTable(`${ruleName}-证据`, proofColumns, rows);
