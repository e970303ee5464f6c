import type { ColumnStream } from '../../warehouse/columns/column.ts';
import type { ColumnEngine, SqlParameters } from '../../warehouse/engine.ts';
import { arrowFace } from './arrow-face.ts';
import { csvFace } from './csv-face.ts';
import type { FaceTable, TableFace } from './face.ts';
import { workbookFace } from './workbook-face.ts';

const writers: Readonly<
  Record<TableFace, (table: FaceTable, stream: ColumnStream) => AsyncGenerator<Uint8Array>>
> = { arrow: arrowFace, csv: csvFace, xlsx: workbookFace };

/** The bytes of a table as they are made. */
export function tableStream(
  face: TableFace,
  table: FaceTable,
  stream: ColumnStream,
): AsyncGenerator<Uint8Array> {
  return writers[face](table, stream);
}

/** A table of columns that are there already. */
export interface ListedTable {
  readonly table: FaceTable;
  readonly stream: ColumnStream;
}

/** A table and what fills it: a statement, or columns that are there already. */
export type FilledTable =
  { readonly table: FaceTable; readonly sql: string; readonly parameters: SqlParameters } | ListedTable;

/** A listed table whole: no engine has a part in it. */
export async function listedBytes(face: TableFace, { table, stream }: ListedTable): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const bytes of tableStream(face, table, stream)) parts.push(bytes);
  return Buffer.concat(parts);
}

/** A table whole, for answers of a bounded size. */
export async function tableBytes(
  face: TableFace,
  filled: FilledTable,
  engine: ColumnEngine,
): Promise<Buffer> {
  const { table } = filled;
  if ('stream' in filled) return listedBytes(face, filled);
  return engine.columns(filled.sql, filled.parameters, {}, (stream) => listedBytes(face, { table, stream }));
}

/** From so many rows on Arrow is made and read in less time than JSON: measured, see docs/benchmarks.md. */
const arrowFrom = 2_000;

export const jsonOrArrow = (rows: number): 'json' | 'arrow' => (rows >= arrowFrom ? 'arrow' : 'json');
