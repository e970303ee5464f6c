import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** FNV-1a over UTF-16 units, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

/**
 * The generator's only source of chance: a stream named by what it is for, so that one dataset can change
 * without moving the numbers of another.
 */
export class Dice {
  readonly #next: () => number;

  constructor(seed: number, stream: string) {
    const generator = xoroshiro128plus((Math.imul(seed, 0x9e3779b1) ^ hash(stream)) | 0);
    this.#next = () => generator.next() >>> 0;
  }

  /** In [0, 1). */
  unit(): number {
    return this.#next() / 4_294_967_296;
  }

  /** In [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** Whole, in [low, high]. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** A factor around 1 that is at most `spread` away from it. */
  around(spread: number): number {
    return 1 + spread * (this.unit() * 2 - 1);
  }

  pick<T>(from: readonly T[]): T {
    const found = from[Math.floor(this.unit() * from.length)];
    if (found === undefined) throw new RangeError('cannot pick from an empty list');
    return found;
  }
}
