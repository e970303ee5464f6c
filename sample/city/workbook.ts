import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as XLSX from '@e965/xlsx';

export type Cell = string | number | null;

/** First and last cell of a merge, counted from 0. */
interface Merge {
  readonly s: { readonly r: number; readonly c: number };
  readonly e: { readonly r: number; readonly c: number };
}

/** A sheet as a department lays it out: title, unit, header over two rows with merged cells, rows. */
export class SheetDraft {
  readonly name: string;
  readonly rows: Cell[][] = [];
  readonly merges: Merge[] = [];
  /** Rows of data, totals rows not counted. */
  dataRows = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** A title over the whole width, and the unit at its right end. */
  title(text: string, unit: string, width: number): void {
    this.rows.push([text], [...Array.from({ length: width - 1 }, () => null), `单位：${unit}`]);
    this.merges.push({ s: { r: 0, c: 0 }, e: { r: 0, c: width - 1 } });
  }

  /** `['部门', '编码']` stands under 部门 with its neighbours; then a column of one name is merged over both rows. */
  header(columns: readonly (string | readonly [string, string])[]): void {
    const plain = columns.filter((column) => typeof column === 'string');
    if (plain.length === columns.length) {
      this.rows.push(plain);
      return;
    }
    const top = this.rows.length;
    const upper: Cell[] = [];
    const lower: Cell[] = [];
    let start = 0;
    for (const [index, column] of columns.entries()) {
      const group = typeof column === 'string' ? column : column[0];
      const before = index > 0 ? columns[index - 1] : undefined;
      const continues = typeof column !== 'string' && typeof before === 'object' && before[0] === group;
      if (!continues) start = index;
      upper.push(continues ? null : group);
      lower.push(typeof column === 'string' ? null : column[1]);
      if (typeof column === 'string')
        this.merges.push({ s: { r: top, c: index }, e: { r: top + 1, c: index } });
      const after = columns[index + 1];
      const ends = typeof after !== 'object' || after[0] !== group;
      if (typeof column !== 'string' && ends && start < index)
        this.merges.push({ s: { r: top, c: start }, e: { r: top, c: index } });
    }
    this.rows.push(upper, lower);
  }

  row(cells: Cell[]): void {
    this.dataRows += 1;
    this.rows.push(cells);
  }

  total(cells: Cell[]): void {
    this.rows.push(cells);
  }

  /** Merges a column over rows, the last included. */
  mergeDown(column: number, first: number, last: number): void {
    if (last > first) this.merges.push({ s: { r: first, c: column }, e: { r: last, c: column } });
  }
}

/** Writes an .xlsx; the same sheets give the same bytes. Returns its rows of data. */
export function writeWorkbook(file: string, sheets: readonly SheetDraft[]): number {
  const book = XLSX.utils.book_new();
  for (const draft of sheets) {
    const sheet = XLSX.utils.aoa_to_sheet(draft.rows, { dense: true });
    sheet['!merges'] = draft.merges.map(({ s, e }) => ({ s: { ...s }, e: { ...e } }));
    XLSX.utils.book_append_sheet(book, sheet, draft.name);
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer);
  return sheets.reduce((rows, { dataRows }) => rows + dataRows, 0);
}
