import type { Deliveries } from '../contracts/deliveries.ts';
import { listedTable, numberColumn, textColumn, type ListedColumn } from './listed-table.ts';
import type { ListedTable } from './table-bytes.ts';

type Row = Deliveries['deliveries'][number];

const stateNames: Readonly<Record<Row['state'], string>> = {
  accepted: '已接收',
  held: '待核',
  refused: '退回',
  withdrawn: '已撤回',
  superseded: '已被替代',
};

const joined = (parts: readonly string[]): string | null => (parts.length === 0 ? null : parts.join('；'));

const columns: readonly ListedColumn<Row>[] = [
  textColumn('delivery', '报送编号', ({ delivery }) => delivery),
  textColumn('received_at', '收到时间', ({ receivedAt }) => receivedAt),
  textColumn('file_name', '文件', ({ fileName }) => fileName),
  textColumn('state', '状态', ({ state }) => stateNames[state]),
  textColumn('origin', '数据性质', ({ origin }) => origin),
  textColumn('contracts', '数据集代码', ({ datasets }) => joined(datasets.map(({ contract }) => contract))),
  textColumn('datasets', '数据集', ({ datasets }) => joined(datasets.map(({ title }) => title))),
  textColumn('owners', '报送部门', ({ datasets }) =>
    joined([...new Set(datasets.map(({ owner }) => owner))]),
  ),
  numberColumn('rows', '接收行数', ({ rows }) => rows),
  numberColumn('rejected', '退回行数', ({ rejected }) => rejected),
  textColumn('supersedes', '替代的报送', ({ supersedes }) => joined(supersedes)),
  textColumn('doubts', '疑点', ({ doubts }) => joined(doubts.map(({ message }) => message))),
  textColumn('refusals', '退回原因', ({ refusals }) => joined(refusals.map(({ message }) => message))),
  textColumn('accepted_by', '接收人', ({ accepted }) => accepted?.by ?? null),
  textColumn('accepted_at', '接收时间', ({ accepted }) => accepted?.at ?? null),
];

/** The deliveries, a row each; who owes what is in the JSON alone. */
export const deliveriesTable = (rows: readonly Row[]): ListedTable => listedTable('报送登记', columns, rows);
