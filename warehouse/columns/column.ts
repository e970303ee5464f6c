import type { Words } from './words.ts';

/** What a column holds; a decimal is its unscaled integer, 151.50 of scale 2 is 15150n. */
export type ColumnType =
  | { readonly kind: 'text' | 'boolean' | 'integer' | 'bigint' | 'double' | 'date' | 'timestamp' }
  | { readonly kind: 'decimal'; readonly width: number; readonly scale: number };

export interface ColumnField {
  readonly name: string;
  readonly type: ColumnType;
}

/** Values by kind: text indexes `words`; boolean 0 or 1; date days and timestamp microseconds since 1970, UTC. */
export type ColumnValues = Int32Array | Float64Array | BigInt64Array | Uint8Array;

/** One column of a batch. */
export interface ColumnPart {
  /** One bit a row, least significant first, 1: there is a value; null: there always is. */
  readonly valid: Uint8Array | null;
  readonly values: ColumnValues;
  /** The texts the values of a text column stand for. */
  readonly words: Words;
  /** Each row has a word of its own, in the order of the rows. The same in all batches of a result. */
  readonly perRow: boolean;
}

/** Some rows of a result, column by column. */
export interface ColumnBatch {
  readonly rows: number;
  readonly parts: readonly ColumnPart[];
}

/** The result of a statement while it arrives. */
export interface ColumnStream {
  readonly fields: readonly ColumnField[];
  readonly batches: AsyncIterable<ColumnBatch>;
}

export const isThere = (valid: Uint8Array | null, row: number): boolean =>
  valid === null || (((valid[row >> 3] ?? 0) >> (row & 7)) & 1) === 1;

/** Rows of a batch unless told otherwise: some megabytes at a time, however long the result. */
export const batchRows = 65_536;
