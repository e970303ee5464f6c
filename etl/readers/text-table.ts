import {
  BIGINT,
  DuckDBDataChunk,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { TextRow } from './sheet.ts';

const chunkRows = 2_048;

/** The columns of a text table: `_row bigint, c0 varchar, …`. */
export function textColumns(width: number): readonly string[] {
  return Array.from({ length: width }, (_, index) => `c${index}`);
}

/** Writes rows of text into a new table `(_row bigint, c0 varchar, …)`. Rows are as wide as the table. */
export async function appendRows(
  connection: DuckDBConnection,
  table: string,
  width: number,
  rows: AsyncIterable<TextRow> | Iterable<TextRow>,
): Promise<void> {
  const columns = textColumns(width).map((name) => `, ${name} varchar`);
  await connection.run(`create or replace temp table ${table} (_row bigint${columns.join('')})`);
  const types: DuckDBType[] = [BIGINT, ...Array.from({ length: width }, () => VARCHAR)];
  const appender = await connection.createAppender(table);
  let pending: DuckDBValue[][] = [];
  const flush = () => {
    const chunk = DuckDBDataChunk.create(types);
    chunk.setRows(pending);
    appender.appendDataChunk(chunk);
    pending = [];
  };
  for await (const { row, cells } of rows) {
    pending.push([BigInt(row), ...Array.from({ length: width }, (_, index) => cells[index] ?? null)]);
    if (pending.length === chunkRows) flush();
  }
  if (pending.length > 0) flush();
  appender.closeSync();
}
