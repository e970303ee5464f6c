import type duckdb from '@duckdb/node-bindings';
import { isThere } from './column.ts';
import { inlineBytes, VectorTexts } from './vector-texts.ts';
import { WordStore, type Words } from './words.ts';

const emptySlot = -1;

/** A 32-bit hash in the manner of FNV-1a, four bytes at a time, its bits mixed at the end. */
function hashOf(from: DataView, start: number, length: number): number {
  let hash = 0x811c9dc5;
  let index = 0;
  for (; index + 4 <= length; index += 4) {
    hash = Math.imul(hash ^ from.getUint32(start + index, true), 0x01000193);
    hash ^= hash >>> 15;
  }
  for (; index < length; index++) hash = Math.imul(hash ^ from.getUint8(start + index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

/** Finds the code of a text by its bytes, without making a string of it. */
class WordIndex {
  readonly #store: WordStore;
  #slots = new Int32Array(1 << 10).fill(emptySlot);
  #hashes = new Int32Array(1 << 9);
  #last = emptySlot;

  constructor(store: WordStore) {
    this.#store = store;
  }

  /** The code of a text, which is added when it is new. Neighbours are often alike: the last one is tried first. */
  codeOf(from: DataView, start: number, length: number): number {
    if (this.#last !== emptySlot && this.#isWord(this.#last, from, start, length)) return this.#last;
    const hash = hashOf(from, start, length);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const code = this.#slots[slot] ?? emptySlot;
      if (code === emptySlot) break;
      if (this.#hashes[code] === hash && this.#isWord(code, from, start, length)) return (this.#last = code);
      slot = (slot + 1) & mask;
    }
    const code = this.#store.count;
    this.#store.add(from, start, length);
    this.#slots[slot] = code;
    this.#hashes[code] = hash;
    if (this.#store.count === this.#hashes.length) this.#grow();
    return (this.#last = code);
  }

  clear(): void {
    this.#slots.fill(emptySlot);
    this.#last = emptySlot;
  }

  #isWord(code: number, from: DataView, start: number, length: number): boolean {
    const { view, offsets } = this.#store;
    const own = offsets[code] ?? 0;
    if ((offsets[code + 1] ?? 0) - own !== length) return false;
    let index = 0;
    for (; index + 4 <= length; index += 4)
      if (view.getUint32(own + index, true) !== from.getUint32(start + index, true)) return false;
    for (; index < length; index++)
      if (view.getUint8(own + index) !== from.getUint8(start + index)) return false;
    return true;
  }

  #grow(): void {
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    const slots = new Int32Array(hashes.length * 2).fill(emptySlot);
    const mask = slots.length - 1;
    for (let code = 0; code < this.#hashes.length; code++) {
      let slot = (hashes[code] ?? 0) & mask;
      while (slots[slot] !== emptySlot) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.#hashes = hashes;
    this.#slots = slots;
  }
}

/** The texts of a batch: some words that rows share, or a text for each row. */
export interface BatchTexts {
  readonly words: Words;
  readonly perRow: boolean;
}

/**
 * Reads a column of strings as bytes. Where the first rows repeat themselves, rows share words from then on; where
 * they do not, looking for repeats is given up, and every row has its own.
 */
export class TextReader {
  readonly #store = new WordStore();
  readonly #index = new WordIndex(this.#store);
  #perRow: boolean | null = null;

  /** The codes of a vector's rows: which word each shows. */
  read(vector: duckdb.Vector, valid: Uint8Array | null, rows: number): Int32Array {
    const texts = new VectorTexts(vector, valid, rows);
    if (this.#perRow === true) return this.#each(texts, rows);
    const codes = this.#shared(texts, valid, rows);
    if (this.#perRow === null) {
      this.#perRow = this.#store.count > rows / 2;
      if (this.#perRow) {
        this.take();
        return this.#each(texts, rows);
      }
    }
    return codes;
  }

  /** The texts since the last call; the codes begin anew. */
  take(): BatchTexts {
    const perRow = this.#perRow ?? false;
    if (this.#store.count > 0) this.#index.clear();
    return { words: this.#store.take(), perRow };
  }

  #shared(texts: VectorTexts, valid: Uint8Array | null, rows: number): Int32Array {
    const codes = new Int32Array(rows);
    const { lengths, starts, inlineView, longView } = texts;
    for (let row = 0; row < rows; row++) {
      if (!isThere(valid, row)) continue;
      const length = lengths[row] ?? 0;
      codes[row] = this.#index.codeOf(
        length <= inlineBytes ? inlineView : longView,
        starts[row] ?? 0,
        length,
      );
    }
    return codes;
  }

  #each(texts: VectorTexts, rows: number): Int32Array {
    const store = this.#store;
    const { lengths, starts, inlineView, longView } = texts;
    const first = store.count;
    if (texts.isSolid) {
      store.reserve(texts.long.length, rows);
      store.bytes.set(texts.long, store.size);
      for (let row = 0; row < rows; row++) {
        store.size += lengths[row] ?? 0;
        store.count += 1;
        store.offsets[store.count] = store.size;
      }
    } else
      for (let row = 0; row < rows; row++) {
        const length = lengths[row] ?? 0;
        store.add(length <= inlineBytes ? inlineView : longView, starts[row] ?? 0, length);
      }
    const codes = new Int32Array(rows);
    for (let row = 0; row < rows; row++) codes[row] = first + row;
    return codes;
  }
}
