import type { Options } from 'csv-parse';
import { longestCell, maxColumns, UnreadableFile, type BrokenRow, type TextRow } from './sheet.ts';

/** DuckDB reads lines up to this; longer ones are read one by one, for the checks to refuse. */
export const maxLineBytes = 2 * 1024 * 1024;
/** A line longer than this is looked at by itself: it may be cells without end. */
export const maxRowBytes = 256 * 1024;
/** A record longer than this is an unclosed quote, not a row. */
export const maxRecordBytes = 4 * 1024 * 1024;

/**
 * How a text is parsed row by row: kindly, so that every row can be told of. Line ends of two kinds in one file are
 * line ends all the same.
 */
export const dialect = (delimiter: string): Options => ({
  delimiter,
  record_delimiter: ['\r\n', '\n'],
  raw: true,
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: false,
  max_record_size: maxRecordBytes,
});

/** A record as csv-parse gives it under this dialect. */
export interface ParsedRecord {
  readonly record: string[];
  readonly raw: string;
}

/** Lines a record takes: line feeds alone count, inside of cells too. */
export function linesOf({ raw }: ParsedRecord): number {
  const inner = raw.endsWith('\n') ? raw.slice(0, -1) : raw;
  return inner.split('\n').length;
}

/** @throws UnreadableFile when a line has more cells than any ledger, filled or not */
export function checkWidth(cells: number, row: number): void {
  if (cells > maxColumns)
    throw new UnreadableFile(
      'too_many_columns',
      `第 ${row} 行有 ${cells} 列，上限是 ${maxColumns} 列，不像一张台账；请只保留需要的列后重新报送`,
    );
}

/**
 * What a parsed record is: a row of a table of this width, a broken one, or (null) a blank line.
 * @throws UnreadableFile
 */
export function rowOf(record: readonly string[], row: number, width: number): TextRow | BrokenRow | null {
  checkWidth(record.length, row);
  if (record.every((cell) => cell.trim() === '')) return null;
  const long = record.find((cell) => cell.length > longestCell);
  if (long !== undefined)
    // Said here, before any expression of the checks is held against megabytes.
    return {
      row,
      raw: record.map((cell) => cell.slice(0, 1_000)),
      code: 'cell_too_long',
      reason: `有一格有 ${long.length} 个字，超过了单元格的上限 ${longestCell}；请检查引号是否配对，或缩短内容`,
    };
  // Separators at the end of a line, with nothing after them, are one program's habit.
  const filled = record.findLastIndex((cell) => cell.trim() !== '') + 1;
  const isWhole = record.length >= width && filled <= width;
  // A line without any separator is a note or a title, not a torn row: the checks say what it is.
  if (isWhole || record.length === 1) return { row, cells: record.slice(0, width) };
  return {
    row,
    raw: record,
    code: 'ragged_row',
    reason: `这一行有 ${record.length} 列，表头有 ${width} 列；请检查是否多了或少了分隔符、引号`,
  };
}

/** Whether DuckDB found fault with a text it was to read; anything else (a full disk, no memory) is not the text's. */
export function isTextFault(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(Invalid Input Error: (CSV Error|The CSV Parser)|Not implemented Error: The Parallel CSV Reader)/.test(
      error.message,
    )
  );
}
