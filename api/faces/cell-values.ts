import {
  isThere,
  type ColumnField,
  type ColumnPart,
  type ColumnStream,
} from '../../warehouse/columns/column.ts';
import type { FaceColumn, FaceTable } from './face.ts';

const dayInMs = 86_400_000;

/** Which column of the stream each column of the table shows. @throws RangeError when there is none */
export function shownColumns(
  table: FaceTable,
  stream: ColumnStream,
): { readonly column: FaceColumn; readonly field: ColumnField; readonly index: number }[] {
  return table.columns.map((column) => {
    const index = stream.fields.findIndex(({ name }) => name === column.from);
    const field = stream.fields[index];
    if (field === undefined) throw new RangeError(`the statement has no column ${column.from}`);
    return { column, field, index };
  });
}

/** An unscaled decimal in full: 15150n of scale 2 is `151.50`. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale === 0) return unscaled.toString();
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** A text for people to read and programs to parse, or a number written out in full; null where there is none. */
export type CellText = { readonly text: string; readonly isNumber: boolean } | null;

export function cellText({ type }: ColumnField, part: ColumnPart, row: number): CellText {
  if (!isThere(part.valid, row)) return null;
  const value = part.values[row] ?? 0;
  switch (type.kind) {
    case 'text':
      return { text: part.words.texts[Number(value)] ?? '', isNumber: false };
    case 'boolean':
      return { text: Number(value) === 1 ? '是' : '否', isNumber: false };
    case 'date':
      return { text: new Date(Number(value) * dayInMs).toISOString().slice(0, 10), isNumber: false };
    case 'timestamp':
      return { text: new Date(Number(value) / 1_000).toISOString(), isNumber: false };
    case 'decimal':
      return { text: decimalText(BigInt(value), type.scale), isNumber: true };
    case 'double':
      return Number.isFinite(Number(value)) ? { text: String(value), isNumber: true } : null;
    default:
      return { text: String(value), isNumber: true };
  }
}

/** The value as JSON has it; a decimal as the nearest number, exact to the fen up to 2^53 fen. */
export function cellJson(
  field: ColumnField,
  part: ColumnPart,
  row: number,
): string | number | boolean | null {
  const cell = cellText(field, part, row);
  if (cell === null) return null;
  if (field.type.kind === 'boolean') return Number(part.values[row]) === 1;
  return cell.isNumber ? Number(cell.text) : cell.text;
}
