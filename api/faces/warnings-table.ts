import { severityNames } from '../../warehouse/warnings/definition.ts';
import type { ProofRow, Warning, WarningDetail } from '../contracts/warnings.ts';
import type { TableFace } from './face.ts';
import { listedTable, moneyColumn, numberColumn, textColumn, type ListedColumn } from './listed-table.ts';
import type { ListedTable } from './table-bytes.ts';

/**
 * Numbers that are money in some rows and counts in others: one column where people read them beside their unit, two
 * in Arrow, where money is in fen and has a name of its own.
 */
function mixedColumns<Row>(
  face: TableFace,
  column: { readonly name: string; readonly title: string },
  cell: (row: Row) => number | null,
  isMoney: (row: Row) => boolean,
): ListedColumn<Row>[] {
  const { name, title } = column;
  if (face !== 'arrow') return [numberColumn(name, title, cell)];
  return [
    moneyColumn(name, `${title}（元）`, (row) => (isMoney(row) ? cell(row) : null)),
    numberColumn(name, title, (row) => (isMoney(row) ? null : cell(row))),
  ];
}

const partsInYuan = ({ partUnit }: Warning): boolean => partUnit === 'yuan';
const valueInYuan = ({ unit }: Warning): boolean => unit === 'yuan';

const warningColumns = (face: TableFace): readonly ListedColumn<Warning>[] => [
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
  ...mixedColumns(
    face,
    { name: 'numerator', title: '分子' },
    ({ numerator }: Warning) => numerator,
    partsInYuan,
  ),
  ...mixedColumns(
    face,
    { name: 'denominator', title: '分母' },
    ({ denominator }: Warning) => denominator,
    partsInYuan,
  ),
  textColumn('part_unit', '分子分母单位', ({ partUnit }) => partUnit),
  ...mixedColumns(face, { name: 'value', title: '数值' }, ({ value }: Warning) => value, valueInYuan),
  ...mixedColumns(
    face,
    { name: 'threshold', title: '阈值' },
    ({ threshold }: Warning) => threshold,
    valueInYuan,
  ),
  textColumn('unit', '数值单位', ({ unit }) => unit),
  textColumn('period', '月份', ({ period }) => period),
  textColumn('since', '自', ({ since }) => since),
  numberColumn('months_running', '连续月数', ({ monthsRunning }) => monthsRunning),
  textColumn('stands_until', '有效至', ({ standsUntil }) => standsUntil),
];

/** Warnings, a row each. */
export const warningsTable = (face: TableFace, rows: readonly Warning[]): ListedTable =>
  listedTable('预警清单', warningColumns(face), rows);

const partNames: Readonly<Record<ProofRow['part'], string>> = {
  numerator: '分子',
  denominator: '分母',
  record: '记录',
};

const proofColumns = (face: TableFace, partUnit: Warning['partUnit']): readonly ListedColumn<ProofRow>[] => [
  textColumn('part', '计入', ({ part }) => partNames[part]),
  textColumn('contract', '数据集', ({ contract }) => contract),
  textColumn('what', '内容', ({ what }) => what),
  textColumn('note', '备注', ({ note }) => note),
  ...mixedColumns(
    face,
    { name: 'amount', title: '数额' },
    ({ amount }: ProofRow) => amount,
    // What is only recorded has an amount of money whatever the rule counts.
    ({ part }) => part === 'record' || partUnit === 'yuan',
  ),
  textColumn('day', '日期', ({ day }) => day),
  textColumn('file_name', '来源文件', ({ fileName }) => fileName),
  textColumn('sheet', '工作表', ({ sheet }) => sheet),
  textColumn('batch', '批次', ({ batch }) => batch),
  numberColumn('row', '行号', ({ row }) => row),
];

/** The rows a warning's numbers are made of. */
export const proofTable = (
  face: TableFace,
  { rule, warning, proof }: Pick<WarningDetail, 'rule' | 'warning' | 'proof'>,
): ListedTable => listedTable(`${rule.name}-证据`, proofColumns(face, warning.partUnit), proof.rows);
