/** Typed arrays whose length is not known beforehand. */
export class GrowingUint32 {
  #values: Uint32Array;
  length = 0;

  constructor(capacity = 1024) {
    this.#values = new Uint32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.#values.length) this.#reserve(this.length + 1);
    this.#values[this.length++] = value;
  }

  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  /** What is held, as a view: valid until the next push. */
  view(): Uint32Array {
    return this.#values.subarray(0, this.length);
  }

  #reserve(length: number): void {
    const values = new Uint32Array(Math.max(length, this.#values.length * 2));
    values.set(this.#values);
    this.#values = values;
  }
}
