import duckdb from '@duckdb/node-bindings';
import { isThere } from './column.ts';
import { viewOf } from './words.ts';

/** DuckDB's string: length, then twelve bytes of text, or four of them and a pointer to the whole. */
const entryBytes = 16;
export const inlineBytes = 12;
const entryWords = entryBytes / 4;

/** A piece of DuckDB's memory: where its pointer is, and where its bytes go. */
interface Span {
  readonly row: number;
  readonly to: number;
  size: number;
}

/**
 * The texts of one vector, copied: short ones lie in its entries, long ones elsewhere, mostly one after the other,
 * so that they are fetched in a few pieces.
 */
export class VectorTexts {
  /** Long texts. */
  readonly long: Buffer;
  /** All texts are long, and lie in `long` in the order of the rows, each once. */
  readonly isSolid: boolean;
  /** Bytes of each row's text; 0 where there is none. */
  readonly lengths: Int32Array;
  /** Where each row's text begins, in `inlineView` or in `longView`. */
  readonly starts: Int32Array;
  readonly inlineView: DataView;
  readonly longView: DataView;

  constructor(vector: duckdb.Vector, valid: Uint8Array | null, rows: number) {
    const { buffer } = new Uint8Array(duckdb.vector_get_data(vector, rows * entryBytes));
    const entries = new Uint32Array(buffer);
    this.inlineView = new DataView(buffer);
    this.lengths = new Int32Array(rows);
    this.starts = new Int32Array(rows);
    const spans: Span[] = [];
    let total = 0;
    let isSolid = true;
    let span: Span | undefined;
    // Where the text before began, and where the next would begin.
    let [wasLow, wasHigh, wasAt, nextLow, nextHigh] = [-1, -1, 0, -1, -1];
    for (let row = 0; row < rows; row++) {
      if (!isThere(valid, row)) continue;
      const length = entries[row * entryWords] ?? 0;
      this.lengths[row] = length;
      if (length <= inlineBytes) {
        isSolid = false;
        this.starts[row] = row * entryBytes + 4;
        continue;
      }
      const low = entries[row * entryWords + 2] ?? 0;
      const high = entries[row * entryWords + 3] ?? 0;
      if (low === wasLow && high === wasHigh) {
        isSolid = false;
        this.starts[row] = wasAt;
        continue;
      }
      if (span !== undefined && low === nextLow && high === nextHigh) span.size += length;
      else spans.push((span = { row, to: total, size: length }));
      this.starts[row] = total;
      [wasLow, wasHigh, wasAt] = [low, high, total];
      const sum = low + length;
      nextLow = sum >>> 0;
      nextHigh = sum > 0xffff_ffff ? high + 1 : high;
      total += length;
    }
    this.isSolid = isSolid;
    this.long = Buffer.allocUnsafeSlow(total);
    this.longView = viewOf(this.long);
    for (const { row, to, size } of spans)
      this.long.set(duckdb.get_data_from_pointer(buffer, row * entryBytes + 8, size), to);
  }
}
