import { bigramKey } from './segment.ts';

const golden = 0x9e3779b1;

/** Counts the terms of one text after another without allocating: emptied by `clear`, in the time of what it held. */
export class TermCounts {
  #table = new Uint32Array(1 << 11);
  #slots = new Uint32Array(1 << 11);
  #shift = 21;
  #keys = new Uint32Array(1 << 10);
  #counts = new Uint32Array(1 << 10);
  #places = new Uint32Array(1 << 10);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  clear(): void {
    for (let slot = 0; slot < this.#size; slot++) this.#table[this.#places[slot] ?? 0] = 0;
    this.#size = 0;
  }

  /** The key of a slot, in the order of coming. */
  keyAt(slot: number): number {
    return this.#keys[slot] ?? 0;
  }

  /** All keys, in the order of coming: valid until the next one is counted. */
  get keys(): Uint32Array {
    return this.#keys.subarray(0, this.#size);
  }

  countAt(slot: number): number {
    return this.#counts[slot] ?? 0;
  }

  /** The slot of a key, or -1. */
  slotOf(key: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let at = Math.imul(key, golden) >>> this.#shift;
    while (table[at] !== 0) {
      if (table[at] === key) return this.#slots[at] ?? 0;
      at = (at + 1) & mask;
    }
    return -1;
  }

  /** Counts each two code units that stand together. */
  addBigrams(codes: Uint16Array): void {
    for (let at = 0; at + 1 < codes.length; at++) this.add(bigramKey(codes[at] ?? 0, codes[at + 1] ?? 0));
  }

  /** Counts a key (never 0) and returns its slot. */
  add(key: number, by = 1): number {
    const mask = this.#table.length - 1;
    let at = Math.imul(key, golden) >>> this.#shift;
    while (this.#table[at] !== 0) {
      if (this.#table[at] === key) {
        const slot = this.#slots[at] ?? 0;
        this.#counts[slot] = (this.#counts[slot] ?? 0) + by;
        return slot;
      }
      at = (at + 1) & mask;
    }
    if (this.#size === this.#keys.length) {
      this.#grow();
      return this.add(key, by);
    }
    const slot = this.#size++;
    this.#table[at] = key;
    this.#slots[at] = slot;
    this.#keys[slot] = key;
    this.#counts[slot] = by;
    this.#places[slot] = at;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const counts = this.#counts;
    const size = this.#size;
    this.#table = new Uint32Array(this.#table.length * 2);
    this.#slots = new Uint32Array(this.#table.length);
    this.#shift--;
    this.#keys = new Uint32Array(keys.length * 2);
    this.#counts = new Uint32Array(keys.length * 2);
    this.#places = new Uint32Array(keys.length * 2);
    this.#size = 0;
    for (let slot = 0; slot < size; slot++) this.add(keys[slot] ?? 0, counts[slot] ?? 0);
  }
}

const logarithms = Float64Array.from({ length: 256 }, (_, count) => 1 + Math.log(Math.max(1, count)));

/** 1 + ln of a term's frequency in a text: said twice is not twice as much. */
export function dampened(count: number): number {
  return logarithms[count] ?? 1 + Math.log(count);
}
