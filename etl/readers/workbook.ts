import { readFile } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import * as XLSX from '@e965/xlsx';
import { guardArchive } from './archive-guard.ts';
import { UnreadableFile, headRows, type Body, type BrokenRow, type Sheet, type TextRow } from './sheet.ts';
import { appendRows } from './text-table.ts';

const dayInMs = 86_400_000;
const maxColumns = 4_096;
const maxSpannedCells = 1_000_000;
/** Day 0 of the 1900 system, its false 29 February 1900 allowed for. */
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);

/** A number as a ledger shows it: 15 significant digits (what a spreadsheet keeps), never an exponent. */
export function plainNumber(value: number): string {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  if (!/e/i.test(text)) return text;
  return rounded.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
}

/** Whether a number format shows a day or a time, quoted and bracketed parts apart. */
function isDateFormat(format: string): boolean {
  return /[ymdhs]/i.test(format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''));
}

function serialToText(serial: number, epoch: number): string {
  const iso = new Date(epoch + Math.round(serial * dayInMs)).toISOString();
  return serial % 1 === 0 ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
}

/** The text of a cell; an error, or a formula without a stored value, keeps a mark that no check lets pass. */
function cellText(cell: XLSX.CellObject | undefined, epoch: number): string | null {
  if (!cell) return null;
  if (cell.t === 'e') return cell.w ?? '#N/A';
  if (cell.v === undefined || cell.t === 'z') return cell.f === undefined ? null : '#FORMULA!';
  if (typeof cell.v === 'number')
    return typeof cell.z === 'string' && isDateFormat(cell.z)
      ? serialToText(cell.v, epoch)
      : plainNumber(cell.v);
  if (typeof cell.v === 'boolean') return cell.v ? '是' : '否';
  return cell.v instanceof Date ? cell.v.toISOString().slice(0, 10) : cell.v;
}

/** The rows of a worksheet as text. */
function textRows(sheet: XLSX.WorkSheet, epoch: number): readonly TextRow[] {
  const data: (XLSX.CellObject | undefined)[][] = (sheet as XLSX.DenseWorkSheet)['!data'];
  const rows: TextRow[] = [];
  data.forEach((cells, index) => {
    const texts: (string | null)[] = [];
    cells.forEach((cell, column) => {
      texts[column] = cellText(cell, epoch);
    });
    rows.push({ row: index + 1, cells: Array.from(texts, (text) => text ?? null) });
  });
  return rows;
}

type Span = XLSX.Range;

/** Rows with the text of each span's first cell in every cell of it that `isFilled` admits. Rows that are not there stay away. */
function fillSpans(
  spans: readonly Span[],
  rows: readonly TextRow[],
  isFilled: (span: Span, column: number) => boolean,
): readonly TextRow[] {
  const filled = new Map(rows.map((row) => [row.row, [...row.cells]]));
  const last = rows.at(-1)?.row ?? 0;
  for (const span of spans) {
    const text = filled.get(span.s.r + 1)?.[span.s.c] ?? null;
    if (text === null) continue;
    for (let row = span.s.r + 1; row <= Math.min(span.e.r + 1, last); row++) {
      const cells = filled.get(row);
      if (!cells) continue;
      for (let column = span.s.c; column <= Math.min(span.e.c, maxColumns); column++) {
        if (!isFilled(span, column)) continue;
        while (cells.length <= column) cells.push(null);
        cells[column] = text;
      }
    }
  }
  return rows.map(({ row }) => ({ row, cells: filled.get(row) ?? [] }));
}

/** Cells that spans would fill; a sheet that asks for more is not a ledger. */
function spannedCells(spans: readonly Span[], rows: number): number {
  return spans.reduce(
    (sum, { s, e }) => sum + (Math.min(e.r, rows) - s.r + 1) * (Math.min(e.c, maxColumns) - s.c + 1),
    0,
  );
}

class WorkbookSheet implements Sheet {
  readonly filled = true;
  readonly name: string;
  readonly head: readonly TextRow[];
  readonly #rows: readonly TextRow[];
  readonly #spans: readonly Span[];

  /** @throws UnreadableFile */
  constructor(name: string, sheet: XLSX.WorkSheet, epoch: number) {
    this.name = name;
    this.#rows = textRows(sheet, epoch);
    this.#spans = sheet['!merges'] ?? [];
    if (spannedCells(this.#spans, this.#rows.at(-1)?.row ?? 0) > maxSpannedCells)
      throw new UnreadableFile(
        'too_many_merges',
        `工作表“${name}”里合并单元格过多，不像一张台账；请取消合并后重新报送`,
      );
    this.head = fillSpans(
      this.#spans,
      this.#rows.filter(({ row }) => row <= headRows),
      () => true,
    );
  }

  async load(connection: DuckDBConnection, table: string, body: Body): Promise<readonly BrokenRow[]> {
    // Downwards only, and never a number: an amount merged over two rows was meant once.
    const filled = fillSpans(
      this.#spans.filter(({ s }) => s.r + 1 >= body.firstRow),
      this.#rows,
      (span, column) => column === span.s.c && !body.numeric.has(column),
    );
    const rows = filled.filter(
      ({ row, cells }) => row >= body.firstRow && cells.some((cell) => cell !== null && cell.trim() !== ''),
    );
    const broken: BrokenRow[] = rows
      .filter(({ cells }) => cells.slice(body.width).some((cell) => cell !== null && cell.trim() !== ''))
      .map(({ row, cells }) => ({
        row,
        raw: cells,
        code: 'ragged_row',
        reason: `表头只有 ${body.width} 列，这一行在表头以外的列也有内容；请补上表头或删除多余内容`,
      }));
    const misplaced = new Set(broken.map(({ row }) => row));
    await appendRows(
      connection,
      table,
      body.width,
      rows.filter(({ row }) => !misplaced.has(row)),
    );
    return broken;
  }
}

/**
 * Opens a workbook (.xlsx). Formulas are never evaluated, links are never followed.
 * @throws UnreadableFile
 */
export async function openWorkbook(file: string): Promise<readonly Sheet[]> {
  const bytes = await readFile(file);
  await guardArchive(bytes);
  let book: XLSX.WorkBook;
  try {
    book = XLSX.read(bytes, { dense: true, cellNF: true, cellText: false, cellHTML: false, bookVBA: false });
  } catch (error) {
    throw new UnreadableFile(
      'broken_workbook',
      `工作簿无法读取（${error instanceof Error ? error.message : String(error)}）；请用 Excel 或 WPS 重新另存`,
    );
  }
  const epoch = book.Workbook?.WBProps?.date1904 ? epoch1904 : epoch1900;
  const sheets = book.SheetNames.flatMap((name) => {
    const sheet = book.Sheets[name];
    return sheet && '!data' in sheet ? [new WorkbookSheet(name, sheet, epoch)] : [];
  });
  const filled = sheets.filter((sheet) => sheet.head.length > 0);
  if (filled.length === 0) throw new UnreadableFile('blank_file', '工作簿里没有任何内容；请重新导出后再报送');
  return filled;
}
