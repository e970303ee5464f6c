import duckdb from '@duckdb/node-bindings';
import { isThere } from './column.ts';

/** DuckDB's string: length, then twelve bytes of text, or four of them and a pointer to the whole. */
const entryBytes = 16;
const inlineBytes = 12;
const entryWords = entryBytes / 4;
const emptySlot = -1;

/** A hash of the four 32-bit words of an entry. */
function hashOf(a: number, b: number, c: number, d: number): number {
  let hash = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15) ^ c, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13) ^ d, 0x27d4eb2f);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Codes by the 16 bytes of an entry: what was seen is known again without reading its text. */
class SeenEntries {
  #slots = new Int32Array(1_024).fill(emptySlot);
  #entries = new Uint32Array(512 * entryWords);
  #codes = new Int32Array(512);
  #count = 0;

  clear(): void {
    if (this.#count === 0) return;
    this.#slots.fill(emptySlot);
    this.#count = 0;
  }

  /** The place of the entry; where there is none yet, `make` is asked for its code. */
  codeOf(entries: Uint32Array, at: number, make: () => number): number {
    const a = entries[at] ?? 0;
    const b = entries[at + 1] ?? 0;
    const c = entries[at + 2] ?? 0;
    const d = entries[at + 3] ?? 0;
    const mask = this.#slots.length - 1;
    let slot = hashOf(a, b, c, d) & mask;
    for (;;) {
      const seen = this.#slots[slot] ?? emptySlot;
      if (seen === emptySlot) break;
      const own = seen * entryWords;
      const known = this.#entries;
      if (known[own] === a && known[own + 1] === b && known[own + 2] === c && known[own + 3] === d)
        return this.#codes[seen] ?? 0;
      slot = (slot + 1) & mask;
    }
    const code = make();
    this.#slots[slot] = this.#count;
    this.#entries.set([a, b, c, d], this.#count * entryWords);
    this.#codes[this.#count] = code;
    this.#count += 1;
    if (this.#count === this.#codes.length) this.#grow();
    return code;
  }

  #grow(): void {
    const entries = new Uint32Array(this.#entries.length * 2);
    entries.set(this.#entries);
    const codes = new Int32Array(this.#codes.length * 2);
    codes.set(this.#codes);
    const slots = new Int32Array(codes.length * 2).fill(emptySlot);
    const mask = slots.length - 1;
    for (let index = 0; index < this.#count; index++) {
      const at = index * entryWords;
      let slot =
        hashOf(entries[at] ?? 0, entries[at + 1] ?? 0, entries[at + 2] ?? 0, entries[at + 3] ?? 0) & mask;
      while (slots[slot] !== emptySlot) slot = (slot + 1) & mask;
      slots[slot] = index;
    }
    this.#entries = entries;
    this.#codes = codes;
    this.#slots = slots;
  }
}

/**
 * Turns a column of strings into codes and the words they stand for. Short strings are told apart by their 16
 * bytes, long ones by length and pointer as long as a chunk lasts; neighbours in memory are read in one go.
 */
export class TextReader {
  #words: string[] = [];
  readonly #byText = new Map<string, number>();
  readonly #short = new SeenEntries();
  readonly #long = new SeenEntries();

  read(vector: duckdb.Vector, valid: Uint8Array | null, rows: number): Int32Array {
    const bytes = Buffer.from(duckdb.vector_get_data(vector, rows * entryBytes));
    const entries = new Uint32Array(bytes.buffer, bytes.byteOffset, rows * entryWords);
    const codes = new Int32Array(rows);
    this.#long.clear();
    const spans = new Spans(bytes, entries, rows);
    for (let row = 0; row < rows; row++) {
      if (!isThere(valid, row)) continue;
      const at = row * entryWords;
      const length = entries[at] ?? 0;
      codes[row] =
        length <= inlineBytes
          ? this.#short.codeOf(entries, at, () => {
              const from = row * entryBytes + 4;
              return this.#codeOf(bytes.toString('utf8', from, from + length));
            })
          : this.#long.codeOf(entries, at, () => this.#codeOf(spans.text(row, valid)));
    }
    return codes;
  }

  /** The words so far; the codes begin anew. */
  take(): readonly string[] {
    const words = this.#words;
    this.#words = [];
    this.#byText.clear();
    this.#short.clear();
    return words;
  }

  #codeOf(text: string): number {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const code = this.#words.length;
    this.#words.push(text);
    this.#byText.set(text, code);
    return code;
  }
}

/** Long strings as they lie in memory: rows whose texts follow each other are fetched together. */
class Spans {
  readonly #bytes: Buffer;
  readonly #entries: Uint32Array;
  readonly #rows: number;
  #first = 0;
  #last = -1;
  #text: Buffer = Buffer.alloc(0);
  #starts: number[] = [];

  constructor(bytes: Buffer, entries: Uint32Array, rows: number) {
    this.#bytes = bytes;
    this.#entries = entries;
    this.#rows = rows;
  }

  text(row: number, valid: Uint8Array | null): string {
    if (row < this.#first || row > this.#last) this.#fetch(row, valid);
    const start = this.#starts[row - this.#first] ?? 0;
    return this.#text.toString('utf8', start, start + this.#length(row));
  }

  #length(row: number): number {
    return this.#entries[row * entryWords] ?? 0;
  }

  #fetch(row: number, valid: Uint8Array | null): void {
    const starts = [0];
    let low = this.#entries[row * entryWords + 2] ?? 0;
    let high = this.#entries[row * entryWords + 3] ?? 0;
    let size = this.#length(row);
    let next = row + 1;
    for (; next < this.#rows && isThere(valid, next) && this.#length(next) > inlineBytes; next++) {
      const sum = low + this.#length(next - 1);
      low = sum >>> 0;
      if (sum > 0xffff_ffff) high += 1;
      if (this.#entries[next * entryWords + 2] !== low || this.#entries[next * entryWords + 3] !== high)
        break;
      starts.push(size);
      size += this.#length(next);
    }
    const { buffer, byteOffset } = this.#bytes;
    if (!(buffer instanceof ArrayBuffer)) throw new TypeError('the entries are in shared memory');
    // Read at once and copied into strings before the chunk goes: the bytes are DuckDB's.
    this.#text = Buffer.from(duckdb.get_data_from_pointer(buffer, byteOffset + row * entryBytes + 8, size));
    this.#first = row;
    this.#last = next - 1;
    this.#starts = starts;
  }
}
