import { DelimitedFile } from './delimited.ts';
import type { Style } from './station-files.ts';
import { SheetDraft, writeWorkbook, type Cell } from './workbook.ts';

/** A table as an office keeps it: what its columns are called, and under what in a workbook of two header rows. */
export interface TableColumn<Row> {
  readonly header: string;
  readonly under?: readonly [string, string];
  /** A number is written as one in a workbook. */
  readonly cell: (row: Row) => string | number | null | undefined;
}

const textOf = (cell: string | number | null | undefined): string =>
  cell === null || cell === undefined ? '' : String(cell);

export const yesNo = (value: boolean): string => (value ? '是' : '否');

export function writeTextTable<Row>(
  file: string,
  style: Style,
  columns: readonly TableColumn<Row>[],
  rows: Iterable<Row>,
): number {
  const out = new DelimitedFile(file, style.encoding, style.separator);
  out.line(columns.map(({ header }) => header));
  for (const row of rows) out.row(columns.map(({ cell }) => textOf(cell(row))));
  out.close();
  return out.rows;
}

export interface WorkbookTable<Row> {
  readonly sheet: string;
  readonly title: string;
  readonly unit: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  /** The header whose numbers are added up in a last row 合计. */
  readonly totalOf?: string;
}

export function writeWorkbookTable<Row>(file: string, ...tables: readonly WorkbookTable<Row>[]): number {
  const sheets = tables.map(({ sheet, title, unit, columns, rows, totalOf }) => {
    const draft = new SheetDraft(sheet);
    draft.title(title, unit, columns.length);
    draft.header(columns.map(({ header, under }) => under ?? header));
    for (const row of rows) draft.row(columns.map(({ cell }): Cell => cell(row) ?? ''));
    if (totalOf !== undefined)
      draft.total(
        columns.map(({ header, cell }, index): Cell => {
          if (header === totalOf) return rows.reduce((sum, row) => sum + Number(cell(row) ?? 0), 0);
          return index === 0 ? '合计' : null;
        }),
      );
    return draft;
  });
  return writeWorkbook(file, sheets);
}
