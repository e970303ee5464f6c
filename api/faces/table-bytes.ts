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

/** A table whole, for answers of a bounded size. */
export async function tableBytes(
  face: TableFace,
  table: FaceTable,
  engine: ColumnEngine,
  sql: string,
  parameters: SqlParameters,
): Promise<Buffer> {
  return engine.columns(sql, parameters, {}, async (stream) => {
    const parts: Uint8Array[] = [];
    for await (const bytes of tableStream(face, table, stream)) parts.push(bytes);
    return Buffer.concat(parts);
  });
}

/** From so many rows on Arrow is made and read in less time than JSON: measured, see docs/benchmarks.md. */
const arrowFrom = 2_000;

export const jsonOrArrow = (rows: number): 'json' | 'arrow' => (rows >= arrowFrom ? 'arrow' : 'json');
