import type { Rejects } from '../contracts/rejects.ts';
import { listedTable, numberColumn, textColumn, type ListedColumn } from './listed-table.ts';
import type { ListedTable } from './table-bytes.ts';

type Row = Rejects['rejects'][number];

const columns: readonly ListedColumn<Row>[] = [
  textColumn('delivery', '报送编号', ({ delivery }) => delivery),
  textColumn('file_name', '文件', ({ fileName }) => fileName),
  textColumn('received_at', '收到时间', ({ receivedAt }) => receivedAt),
  textColumn('contract', '数据集', ({ contract }) => contract),
  textColumn('sheet', '工作表', ({ sheet }) => sheet),
  numberColumn('row', '行号', ({ row }) => row),
  textColumn('column', '列', ({ column }) => column),
  textColumn('code', '问题代码', ({ code }) => code),
  textColumn('reason', '原因', ({ reason }) => reason),
  textColumn('suggestion', '建议改为', ({ suggestion }) => suggestion),
  // As a list in JSON: a cell may hold whatever would divide them otherwise.
  textColumn('raw', '原始单元格', ({ raw }) => JSON.stringify(raw)),
];

/** What was not accepted, a row each. */
export const rejectsTable = (rows: readonly Row[]): ListedTable => listedTable('退回清单', columns, rows);
