import { TermCounts } from './term-counts.ts';

/** Characters of a seed: five in a row are seldom shared by chance. */
export const seedLength = 5;

/** A run of five code units as one key, never 0. */
export function seedKey(codes: Uint16Array, at: number): number {
  let hash = 0x811c9dc5;
  for (let index = at; index < at + seedLength; index++)
    hash = Math.imul(hash ^ (codes[index] ?? 0), 0x01000193);
  return hash >>> 0 || 1;
}

/** What two texts have word for word: the share of each that runs of five or more cover, and the longest run. */
export interface SharedRuns {
  readonly coverageA: number;
  readonly coverageB: number;
  /** Characters; 0 when no five in a row are shared. */
  readonly longest: number;
}

/** The seeds of one text, to which many are held up. */
export class SeedTable {
  readonly #codes: Uint16Array;
  readonly #seeds = new TermCounts();
  /** The slot of the seed at each position. */
  readonly #slotAt: Uint32Array;
  /** Where a seed first stands, by slot. */
  readonly #firstAt: number[] = [];
  readonly #seen: Uint32Array;
  #round = 0;

  constructor(codes: Uint16Array) {
    this.#codes = codes;
    const positions = Math.max(0, codes.length - seedLength + 1);
    this.#slotAt = new Uint32Array(positions);
    for (let at = 0; at < positions; at++) {
      const slot = this.#seeds.add(seedKey(codes, at));
      this.#slotAt[at] = slot;
      this.#firstAt[slot] ??= at;
    }
    this.#seen = new Uint32Array(this.#seeds.size);
  }

  /** @param mayShare 0 at each position whose two characters are known not to stand together in this text */
  compare(other: Uint16Array, mayShare: Uint8Array): SharedRuns {
    this.#round++;
    // A seed of five characters can only stand here if its four bigrams do: most positions are not looked up.
    let streak = 0;
    for (let at = 0; at < Math.min(seedLength - 2, other.length); at++)
      streak = mayShare[at] === 1 ? streak + 1 : 0;
    let covered = 0;
    let reached = 0;
    let longest = 0;
    let run = 0;
    let expected = -1;
    for (let at = 0; at + seedLength <= other.length; at++) {
      streak = mayShare[at + seedLength - 2] === 1 ? streak + 1 : 0;
      const slot = streak < seedLength - 1 ? -1 : this.#seeds.slotOf(seedKey(other, at));
      if (slot === -1) {
        run = 0;
        continue;
      }
      this.#seen[slot] = this.#round;
      covered += at + seedLength - Math.max(reached, at);
      reached = at + seedLength;
      // A seed that stands in several places continues a run if the text goes on as expected there.
      const continues = run > 0 && this.#slotAt[expected] === slot;
      run = continues ? run + 1 : seedLength;
      expected = continues ? expected + 1 : (this.#firstAt[slot] ?? 0) + 1;
      longest = Math.max(longest, run);
    }
    return {
      coverageA: share(longest === 0 ? 0 : this.#covered(), this.#codes.length),
      coverageB: share(covered, other.length),
      longest,
    };
  }

  #covered(): number {
    let covered = 0;
    let reached = 0;
    for (let at = 0; at < this.#slotAt.length; at++) {
      if (this.#seen[this.#slotAt[at] ?? 0] !== this.#round) continue;
      covered += at + seedLength - Math.max(reached, at);
      reached = at + seedLength;
    }
    return covered;
  }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
