import type { ColumnField, ColumnPart } from '../../warehouse/columns/column.ts';
import { noWords, Words } from '../../warehouse/columns/words.ts';
import type { FaceColumn } from './face.ts';
import type { ListedTable } from './table-bytes.ts';

type Cell = string | number | null;

/** One column of rows that are there already. */
export interface ListedColumn<Row> {
  readonly face: Omit<FaceColumn, 'from'>;
  readonly type: ColumnField['type'];
  readonly cell: (row: Row) => Cell;
}

export const textColumn = <Row>(
  name: string,
  title: string,
  cell: (row: Row) => string | null,
): ListedColumn<Row> => ({ face: { name, title }, type: { kind: 'text' }, cell });

export const numberColumn = <Row>(
  name: string,
  title: string,
  cell: (row: Row) => number | null,
): ListedColumn<Row> => ({ face: { name, title }, type: { kind: 'double' }, cell });

/** Yuan, exact to the fen. */
export const moneyColumn = <Row>(
  name: string,
  title: string,
  cell: (row: Row) => number | null,
): ListedColumn<Row> => ({
  face: { name, title, isMoney: true },
  type: { kind: 'decimal', width: 18, scale: 2 },
  cell,
});

function validity(cells: readonly Cell[]): Uint8Array {
  const valid = new Uint8Array((cells.length + 7) >> 3);
  for (const [row, cell] of cells.entries())
    if (cell !== null) valid[row >> 3] = (valid[row >> 3] ?? 0) | (1 << (row & 7));
  return valid;
}

function partOf(type: ColumnField['type'], cells: readonly Cell[]): ColumnPart {
  const valid = validity(cells);
  if (type.kind === 'text') {
    const words = [...new Set(cells.filter((cell) => typeof cell === 'string'))];
    const codes = new Map(words.map((word, code) => [word, code]));
    const values = Int32Array.from(cells, (cell) => codes.get(String(cell)) ?? 0);
    return { valid, words: Words.of(words), perRow: false, values };
  }
  const values =
    type.kind === 'decimal'
      ? BigInt64Array.from(cells, (cell) => BigInt(Math.round(Number(cell ?? 0) * 100)))
      : Float64Array.from(cells, (cell) => Number(cell ?? 0));
  return { valid, words: noWords, perRow: false, values };
}

/** A table of rows that are there already, for answers that no single statement makes. */
export function listedTable<Row>(
  fileName: string,
  columns: readonly ListedColumn<Row>[],
  rows: readonly Row[],
): ListedTable {
  const parts = columns.map(({ type, cell }) => partOf(type, rows.map(cell)));
  async function* batches() {
    await Promise.resolve();
    if (rows.length > 0) yield { rows: rows.length, parts };
  }
  return {
    // By their place: money and counts of one name are two columns.
    table: { fileName, columns: columns.map(({ face }, place) => ({ ...face, from: String(place) })) },
    stream: { fields: columns.map(({ type }, place) => ({ name: String(place), type })), batches: batches() },
  };
}
