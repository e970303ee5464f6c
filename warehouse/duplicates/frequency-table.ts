/** Fibonacci hashing: spreads keys that differ in few bits, as neighbouring bigrams do. */
const golden = 0x9e3779b1;

/**
 * How many documents hold a term: an open-addressing table of 32-bit keys in typed arrays. A `Map` of numbers takes
 * five times the memory and, at a million documents, three times the time. The key 0 is no term.
 */
export class FrequencyTable {
  /** Key and count of a term lie side by side: looking one up waits for memory once. */
  #entries: Uint32Array;
  #shift: number;
  #used = 0;

  constructor(bits = 12) {
    this.#entries = new Uint32Array(2 << bits);
    this.#shift = 32 - bits;
  }

  /** Distinct terms ever counted. */
  get size(): number {
    return this.#used;
  }

  get(key: number): number {
    const entries = this.#entries;
    const mask = entries.length - 1;
    let at = (Math.imul(key, golden) >>> this.#shift) * 2;
    while (entries[at] !== key && entries[at] !== 0) at = (at + 2) & mask;
    return entries[at + 1] ?? 0;
  }

  /** The counts of many keys at once: the waits for memory overlap, and no key becomes an object on the way. */
  getAll(keys: Uint32Array, counts: Uint32Array): void {
    const entries = this.#entries;
    const mask = entries.length - 1;
    const shift = this.#shift;
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] ?? 0;
      let at = (Math.imul(key, golden) >>> shift) * 2;
      while (entries[at] !== key && entries[at] !== 0) at = (at + 2) & mask;
      counts[index] = entries[at + 1] ?? 0;
    }
  }

  /** Adds to a count (takes away when `by` is negative); a count never falls below 0. */
  add(key: number, by: number): void {
    let at = this.#place(key);
    if (this.#entries[at] === 0) {
      if (by <= 0) return;
      if (this.#used * 20 >= this.#entries.length * 6) {
        this.#grow();
        at = this.#place(key);
      }
      this.#entries[at] = key;
      this.#used++;
    }
    this.#entries[at + 1] = Math.max(0, (this.#entries[at + 1] ?? 0) + by);
  }

  #place(key: number): number {
    const entries = this.#entries;
    const mask = entries.length - 1;
    let at = (Math.imul(key, golden) >>> this.#shift) * 2;
    while (entries[at] !== key && entries[at] !== 0) at = (at + 2) & mask;
    return at;
  }

  #grow(): void {
    const entries = this.#entries;
    this.#entries = new Uint32Array(entries.length * 2);
    this.#shift--;
    for (let from = 0; from < entries.length; from += 2) {
      const key = entries[from] ?? 0;
      if (key === 0) continue;
      const at = this.#place(key);
      this.#entries[at] = key;
      this.#entries[at + 1] = entries[from + 1] ?? 0;
    }
  }
}
