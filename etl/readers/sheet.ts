import type { DuckDBConnection } from '@duckdb/node-api';

/** A row as text, with its place: the row of the sheet or the line of the file, counted from 1. */
export interface TextRow {
  readonly row: number;
  readonly cells: readonly (string | null)[];
}

/** A row that has no place in a table: too short, too long, broken. */
export interface BrokenRow {
  readonly row: number;
  readonly raw: readonly (string | null)[];
  readonly code: 'ragged_row' | 'record_too_long' | 'cell_too_long';
  readonly reason: string;
}

export type OnBroken = (row: BrokenRow) => void;

/** The part of a sheet below its header. */
export interface Body {
  /** First row below the header, counted from 1. */
  readonly firstRow: number;
  /** How many columns the header has. */
  readonly width: number;
  /** Columns of amounts and numbers: the text of a merged cell stands in its first row only. */
  readonly numeric: ReadonlySet<number>;
  /** Columns whose texts have a decimal comma: a number cell of a workbook is given one too. */
  readonly commas: ReadonlySet<number>;
}

/**
 * One table of a delivered file, as text. `head` is enough to recognise it by; `load` brings the body into a
 * new DuckDB table `(_row bigint, c0 varchar, c1 varchar, …)`, blank rows left out, and tells of broken ones one by one:
 * there may be as many as lines.
 */
export interface Sheet {
  /** The worksheet's name; null for a text file. */
  readonly name: string | null;
  /** The workbook hides it. */
  readonly isHidden?: boolean;
  /** The first rows, blank ones included, so that `head[n]` is row n + 1 … */
  readonly head: readonly TextRow[];
  /** Spans of merged header cells are already filled to the right in `head` when the file tells of them. */
  readonly filled: boolean;
  load(connection: DuckDBConnection, table: string, body: Body, onBroken: OnBroken): Promise<void>;
  /** Only of a text file: where DuckDB can read it itself, in UTF-8. */
  text?(): Promise<TextFile>;
}

export interface TextFile {
  readonly file: string;
  readonly delimiter: string;
  /** Lines of the whole file, the last one counted whether it ends in a line feed or not. */
  readonly lines: number;
  /** No line is longer than a row of a ledger can be; DuckDB would pass over cells without end in silence. */
  readonly hasRowsOnly: boolean;
}

/** A delivered file, open; what it holds beside its sheets is let go by `close`. */
export interface OpenedFile {
  readonly sheets: readonly Sheet[];
  close(): Promise<void>;
}

/** What a spreadsheet's cell can hold. */
export const longestCell = 32_767;

/** A line of more cells than this is no row of a ledger. */
export const maxColumns = 4_096;

/** How many rows are looked at to find the header. */
export const headRows = 40;

/** A file that cannot be read at all, told to the person who delivered it. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
