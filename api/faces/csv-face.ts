import type { ColumnStream } from '../../warehouse/columns/column.ts';
import { guarded } from '../../warehouse/columns/live-cells.ts';
import { cellText, shownColumns } from './cell-values.ts';
import type { FaceTable } from './face.ts';

const byteOrderMark = '\uFEFF';
const special = /[",\r\n]/;

/** A text that no spreadsheet takes for a formula, quoted where CSV asks for it. */
function csvText(text: string): string {
  const harmless = guarded(text);
  return special.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** CSV in UTF-8 with a byte order mark, so that Excel reads Chinese; amounts in full, never in exponents. */
export async function* csvFace(table: FaceTable, stream: ColumnStream): AsyncGenerator<Uint8Array> {
  const shown = shownColumns(table, stream);
  yield Buffer.from(`${byteOrderMark}${shown.map(({ column }) => csvText(column.title)).join(',')}\r\n`);
  for await (const { rows, parts } of stream.batches) {
    const columns = shown.map(({ field, index }) => {
      const part = parts[index];
      if (part === undefined) return () => '';
      // Each text is made harmless once, however often it stands in the column.
      const words = part.words.texts.map(csvText);
      return (row: number): string => {
        const cell = cellText(field, part, row);
        if (cell === null) return '';
        return field.type.kind === 'text' ? (words[Number(part.values[row])] ?? '') : cell.text;
      };
    });
    let lines = '';
    for (let row = 0; row < rows; row++) {
      for (const [index, column] of columns.entries()) lines += index === 0 ? column(row) : `,${column(row)}`;
      lines += '\r\n';
      if (lines.length < 1 << 18) continue;
      yield Buffer.from(lines);
      lines = '';
    }
    yield Buffer.from(lines);
  }
}
