import { createWriteStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as XLSX from '@e965/xlsx';
import { guardArchive } from './archive-guard.ts';
import { UnreadableFile, headRows, maxColumns, type Body, type BrokenRow, type TextRow } from './sheet.ts';

/** A workbook in memory. Only the parsing process reads this way; see parse-process.ts. */

const dayInMs = 86_400_000;
const maxSpannedCells = 1_000_000;
/** Characters of a cell that a layout is recognised by. */
const longestHead = 2_000;
/** Day 0 of the 1900 system, its false 29 February 1900 allowed for. */
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);

type CellValue = string | number | null;

interface ValueRow {
  readonly row: number;
  readonly cells: readonly CellValue[];
}

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

/** Error values as a workbook stores them (MS-XLS, BErr). */
const errorNames: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
  0x2b: '#GETTING_DATA',
};

/** A number in a format that is more than its looks: a day, 0012 of the format 0000, 5.2% for 0.052; else as it is. */
function formatted(value: number, format: string, epoch: number): CellValue {
  if (isDateFormat(format)) return serialToText(value, epoch);
  if (/^0{2,}$/.test(format) && Number.isInteger(value) && value >= 0)
    return String(value).padStart(format.length, '0');
  return format.endsWith('%') ? `${plainNumber(value * 100)}%` : value;
}

/** What a cell holds: a number as it is; else its text. An error, or a formula without a stored value, keeps a mark that no check lets pass. */
function cellValue(cell: XLSX.CellObject | undefined, epoch: number): CellValue {
  if (!cell) return null;
  if (cell.t === 'e') return errorNames[Number(cell.v)] ?? cell.w ?? '#N/A';
  if (cell.v === undefined || cell.t === 'z') return cell.f === undefined ? null : '#FORMULA!';
  if (typeof cell.v === 'number')
    return typeof cell.z === 'string' ? formatted(cell.v, cell.z, epoch) : cell.v;
  if (typeof cell.v === 'boolean') return cell.v ? '是' : '否';
  return cell.v instanceof Date ? cell.v.toISOString().slice(0, 10) : cell.v;
}

/** The last row that a spreadsheet program has. */
const lastRow = 1_048_576;

/** A row number beyond the last; the library keeps such rows where no loop over the rows comes by. */
function rowBeyond(data: object): number | null {
  const beyond = Object.keys(data).findLast((key) => Number(key) >= lastRow);
  return beyond === undefined ? null : Number(beyond) + 1;
}

/**
 * The rows of a worksheet that hold anything.
 *
 * @throws UnreadableFile for a row with a number that no row has
 */
function rowsOf(name: string, sheet: XLSX.WorkSheet, epoch: number): readonly ValueRow[] {
  const data: (XLSX.CellObject | undefined)[][] = (sheet as XLSX.DenseWorkSheet)['!data'];
  const beyond = rowBeyond(data);
  if (beyond !== null)
    throw new UnreadableFile(
      'broken_workbook',
      `工作表“${name}”里有一行的行号是 ${beyond}，电子表格最多 ${lastRow} 行；请用 Excel 或 WPS 打开核对，重新另存后再报送`,
    );
  const rows: ValueRow[] = [];
  data.forEach((cells, index) => {
    const values: CellValue[] = [];
    cells.forEach((cell, column) => {
      values[column] = cellValue(cell, epoch);
    });
    rows.push({ row: index + 1, cells: Array.from(values, (value) => value ?? null) });
  });
  return rows;
}

/** A cell's text; a number in the signs its column is written with. */
function textOf(value: CellValue, hasComma = false): string | null {
  if (typeof value !== 'number') return value;
  return hasComma ? plainNumber(value).replace('.', ',') : plainNumber(value);
}

/** What a number may still be exact to. */
const exactDigits = 1e15;

/** The text of a cell that is no amount: of an identifier with more digits than a spreadsheet keeps, the exponent shows that it has lost some. */
function labelOf(value: CellValue): string | null {
  return typeof value === 'number' && Math.abs(value) >= exactDigits ? value.toExponential() : textOf(value);
}

type Span = XLSX.Range;

/** Rows with the text of each span's first cell in every cell of it that `isFilled` admits. Rows that are not there stay away. */
function fillSpans(
  spans: readonly Span[],
  rows: readonly ValueRow[],
  isFilled: (span: Span, column: number) => boolean,
): readonly ValueRow[] {
  const filled = new Map(rows.map((row) => [row.row, [...row.cells]]));
  const last = rows.at(-1)?.row ?? 0;
  for (const span of spans) {
    const value = filled.get(span.s.r + 1)?.[span.s.c] ?? null;
    if (value === null) continue;
    for (let row = span.s.r + 1; row <= Math.min(span.e.r + 1, last); row++) {
      const cells = filled.get(row);
      if (!cells) continue;
      for (let column = span.s.c; column <= Math.min(span.e.c, maxColumns); column++) {
        if (!isFilled(span, column)) continue;
        while (cells.length <= column) cells.push(null);
        cells[column] = value;
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

const isBlank = (value: CellValue) => value === null || (typeof value === 'string' && value.trim() === '');

/** A line of CSV longer than this is not written: DuckDB would not read it. */
const maxLineCharacters = 600_000;

function csvLine(row: number, texts: readonly (string | null)[]): string {
  const cells = texts.map((text) => (text === null ? '' : `"${text.replaceAll('"', '""')}"`));
  return `${row},${cells.join(',')}\n`;
}

export class BookSheet {
  readonly name: string;
  readonly head: TextRow[];
  /** Hidden, or so that no menu shows it again. */
  readonly isHidden: boolean;
  readonly #rows: readonly ValueRow[];
  readonly #spans: readonly Span[];

  /** @throws UnreadableFile */
  constructor(name: string, sheet: XLSX.WorkSheet, epoch: number, isHidden: boolean) {
    this.name = name;
    this.isHidden = isHidden;
    this.#rows = rowsOf(name, sheet, epoch);
    this.#spans = sheet['!merges'] ?? [];
    if (spannedCells(this.#spans, this.#rows.at(-1)?.row ?? 0) > maxSpannedCells)
      throw new UnreadableFile(
        'too_many_merges',
        `工作表“${name}”里合并单元格过多，不像一张台账；请取消合并后重新报送`,
      );
    const top = this.#rows.filter(({ row }) => row <= headRows);
    this.head = fillSpans(this.#spans, top, () => true).map(({ row, cells }) => ({
      row,
      // Titles and headers are short; a cell of megabytes is not sent about to be recognised by.
      cells: cells.slice(0, maxColumns).map((value) => textOf(value)?.slice(0, longestHead) ?? null),
    }));
  }

  /** Writes the body as CSV, the row's number first; gives back the rows that have no place in it. */
  async write(body: Body, target: string): Promise<BrokenRow[]> {
    const broken: BrokenRow[] = [];
    // Downwards only, and never a number: an amount merged over two rows was meant once.
    const rows = fillSpans(
      this.#spans.filter(({ s }) => s.r + 1 >= body.firstRow),
      this.#rows,
      (span, column) => column === span.s.c && !body.numeric.has(column),
    );
    const breakOff = (row: ValueRow, code: BrokenRow['code'], reason: string) => {
      const raw = row.cells.slice(0, maxColumns).map((value) => textOf(value)?.slice(0, 1_000) ?? null);
      broken.push({ row: row.row, raw, code, reason });
    };
    function* lines(): Generator<string> {
      for (const row of rows) {
        const { row: number, cells } = row;
        if (number < body.firstRow || cells.every(isBlank)) continue;
        if (cells.slice(body.width).some((value) => !isBlank(value))) {
          breakOff(
            row,
            'ragged_row',
            `表头只有 ${body.width} 列，这一行在表头以外的列也有内容；请补上表头或删除多余内容`,
          );
          continue;
        }
        const texts = Array.from({ length: body.width }, (_, index) => {
          const value = cells[index] ?? null;
          return body.numeric.has(index) ? textOf(value, body.commas.has(index)) : labelOf(value);
        });
        const line = csvLine(number, texts);
        if (line.length > maxLineCharacters)
          breakOff(row, 'record_too_long', '这一行的内容太长，不像一行台账；请缩短内容后重新报送');
        else yield line;
      }
    }
    await pipeline(Readable.from(lines()), createWriteStream(target));
    return broken;
  }
}

export interface Book {
  readonly sheets: readonly BookSheet[];
  /** What it holds beside its sheets and was left alone, in words. */
  readonly notices: readonly string[];
}

/** An encrypted workbook is an old container with this stream in it (UTF-16). */
const encryptedMark = Buffer.from('EncryptedPackage', 'utf16le');
const maxOldBytes = 64 * 1024 * 1024;

async function readOld(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  const { size } = await handle.stat();
  await handle.close();
  if (size > maxOldBytes)
    throw new UnreadableFile(
      'archive_size',
      `旧版工作簿超过 ${maxOldBytes / 1024 / 1024} MB；请用 Excel 或 WPS 另存为 .xlsx 后再报送`,
    );
  const bytes = await readFile(file);
  if (bytes.includes(encryptedMark))
    throw new UnreadableFile('encrypted_workbook', '工作簿有密码保护，无法打开；请去掉密码后重新报送');
  return bytes;
}

/**
 * Opens a workbook. Formulas are never evaluated, links are never followed.
 * @param isArchive a zip (.xlsx, .xlsm), or an old container (.xls, .et)
 * @throws UnreadableFile
 */
export async function openBook(file: string, isArchive: boolean): Promise<Book> {
  const bytes = isArchive ? await readFile(file) : await readOld(file);
  const notices = isArchive ? await guardArchive(bytes) : [];
  let book: XLSX.WorkBook;
  try {
    // With stubs: without them a formula that has no stored value would be left out, and read as blank.
    book = XLSX.read(bytes, {
      dense: true,
      sheetStubs: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      bookVBA: false,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (/password|encrypt/i.test(reason))
      throw new UnreadableFile('encrypted_workbook', '工作簿有密码保护，无法打开；请去掉密码后重新报送');
    throw new UnreadableFile('broken_workbook', `工作簿无法读取（${reason}）；请用 Excel 或 WPS 重新另存`);
  }
  const epoch = book.Workbook?.WBProps?.date1904 ? epoch1904 : epoch1900;
  const sheets = book.SheetNames.flatMap((name, index) => {
    const sheet = book.Sheets[name];
    // The library leaves out what it breaks down over: a string that is not there, a part that ends too early.
    if (!sheet)
      throw new UnreadableFile(
        'broken_workbook',
        `工作表“${name}”已损坏，无法读取；请用 Excel 或 WPS 打开核对，重新另存后再报送`,
      );
    return '!data' in sheet
      ? [new BookSheet(name, sheet, epoch, (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0)]
      : [];
  });
  const filled = sheets.filter(({ head }) => head.length > 0);
  if (filled.length === 0) throw new UnreadableFile('blank_file', '工作簿里没有任何内容；请重新导出后再报送');
  return { sheets: filled, notices };
}
