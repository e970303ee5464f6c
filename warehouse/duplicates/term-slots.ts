import { sharedUint32 } from './segment.ts';

const golden = 0x9e3779b1;

/** Numbers the bigrams of a segment as they come, and counts those of one document at a time, by field. */
export class TermSlots {
  #keys = new Uint32Array(1 << 12);
  #slots = new Uint32Array(1 << 12);
  #shift = 20;
  #terms = new Uint32Array(1 << 11);
  #inTitle = new Uint16Array(1 << 11);
  #inBody = new Uint16Array(1 << 11);
  #size = 0;
  readonly #touched: number[] = [];

  /** Begins a document. */
  begin(): void {
    for (const slot of this.#touched) {
      this.#inTitle[slot] = 0;
      this.#inBody[slot] = 0;
    }
    this.#touched.length = 0;
  }

  count(key: number, isTitle: boolean): void {
    const slot = this.#slotOf(key);
    if (this.#inTitle[slot] === 0 && this.#inBody[slot] === 0) this.#touched.push(slot);
    const counts = isTitle ? this.#inTitle : this.#inBody;
    counts[slot] = Math.min(0xffff, (counts[slot] ?? 0) + 1);
  }

  /** Each bigram of the document, once. */
  each(visit: (slot: number, inTitle: number, inBody: number) => void): void {
    for (const slot of this.#touched) visit(slot, this.#inTitle[slot] ?? 0, this.#inBody[slot] ?? 0);
  }

  /** All bigrams in ascending order, and the slot of each. */
  sorted(): { readonly terms: Uint32Array; readonly order: Uint32Array } {
    // Key and slot as one number, 53 bits: a typed sort without a comparison function.
    const pairs = new Float64Array(this.#size);
    for (let slot = 0; slot < this.#size; slot++) pairs[slot] = (this.#terms[slot] ?? 0) * 0x200000 + slot;
    pairs.sort();
    const terms = sharedUint32(this.#size);
    const order = new Uint32Array(this.#size);
    pairs.forEach((pair, place) => {
      terms[place] = Math.floor(pair / 0x200000);
      order[place] = pair % 0x200000;
    });
    return { terms, order };
  }

  #slotOf(key: number): number {
    let at = Math.imul(key, golden) >>> this.#shift;
    const mask = this.#keys.length - 1;
    while (this.#keys[at] !== 0) {
      if (this.#keys[at] === key) return this.#slots[at] ?? 0;
      at = (at + 1) & mask;
    }
    if (this.#size === 0x200000) throw new RangeError('a segment holds two million distinct bigrams at most');
    const slot = this.#size++;
    this.#keys[at] = key;
    this.#slots[at] = slot;
    if (slot === this.#terms.length) this.#growSlots();
    this.#terms[slot] = key;
    if (this.#size * 10 > this.#keys.length * 6) this.#growTable();
    return slot;
  }

  #growSlots(): void {
    const length = this.#terms.length * 2;
    const terms = new Uint32Array(length);
    terms.set(this.#terms);
    this.#terms = terms;
    const inTitle = new Uint16Array(length);
    inTitle.set(this.#inTitle);
    this.#inTitle = inTitle;
    const inBody = new Uint16Array(length);
    inBody.set(this.#inBody);
    this.#inBody = inBody;
  }

  #growTable(): void {
    const length = this.#keys.length * 2;
    this.#keys = new Uint32Array(length);
    this.#slots = new Uint32Array(length);
    this.#shift--;
    for (let slot = 0; slot < this.#size; slot++) {
      const key = this.#terms[slot] ?? 0;
      let at = Math.imul(key, golden) >>> this.#shift;
      while (this.#keys[at] !== 0) at = (at + 1) & (length - 1);
      this.#keys[at] = key;
      this.#slots[at] = slot;
    }
  }
}
