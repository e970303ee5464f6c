/** Texts as UTF-8, one after the other: the n-th lies from `offsets[n]` to `offsets[n + 1]`. */
export class Words {
  readonly bytes: Uint8Array;
  readonly offsets: Int32Array;
  #texts: string[] | null = null;

  constructor(bytes: Uint8Array, offsets: Int32Array) {
    this.bytes = bytes;
    this.offsets = offsets;
  }

  static of(texts: readonly string[]): Words {
    const offsets = new Int32Array(texts.length + 1);
    for (const [index, text] of texts.entries())
      offsets[index + 1] = (offsets[index] ?? 0) + Buffer.byteLength(text);
    return new Words(Buffer.from(texts.join('')), offsets);
  }

  get length(): number {
    return this.offsets.length - 1;
  }

  /** The texts as strings: made when they are first wanted, for Arrow takes the bytes. */
  get texts(): readonly string[] {
    this.#texts ??= this.#decoded();
    return this.#texts;
  }

  #decoded(): string[] {
    const { buffer, byteOffset, byteLength } = this.bytes;
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    return Array.from({ length: this.length }, (_, index) =>
      bytes.toString('utf8', this.offsets[index], this.offsets[index + 1]),
    );
  }
}

export const noWords = Words.of([]);

export const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/** Texts while they are gathered; the n-th that was added has the code n. */
export class WordStore {
  bytes = Buffer.allocUnsafeSlow(1 << 14);
  view = viewOf(this.bytes);
  offsets = new Int32Array(1 << 10);
  count = 0;
  size = 0;

  /** Adds a text. */
  add(from: DataView, start: number, length: number): void {
    this.reserve(length, 1);
    const { view, size } = this;
    let index = 0;
    for (; index + 4 <= length; index += 4)
      view.setUint32(size + index, from.getUint32(start + index, true), true);
    for (; index < length; index++) view.setUint8(size + index, from.getUint8(start + index));
    this.size += length;
    this.count += 1;
    this.offsets[this.count] = this.size;
  }

  /** Makes room for so many more bytes and texts. */
  reserve(bytes: number, texts: number): void {
    if (this.size + bytes > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.size + bytes));
      larger.set(this.bytes.subarray(0, this.size));
      this.bytes = larger;
      this.view = viewOf(larger);
    }
    if (this.count + texts >= this.offsets.length) {
      const larger = new Int32Array(Math.max(this.offsets.length * 2, this.count + texts + 1));
      larger.set(this.offsets);
      this.offsets = larger;
    }
  }

  /** What was gathered; it begins anew. */
  take(): Words {
    const { bytes, offsets, size, count } = this;
    this.bytes = Buffer.allocUnsafeSlow(bytes.length);
    this.view = viewOf(this.bytes);
    this.offsets = new Int32Array(offsets.length);
    this.count = 0;
    this.size = 0;
    return new Words(bytes.subarray(0, size), offsets.subarray(0, count + 1));
  }
}
