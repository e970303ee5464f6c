import { bigramKey } from './segment.ts';
import type { CorpusStatistics } from './statistics.ts';
import { TermCounts } from './term-counts.ts';

/** What texts are ranked by when no more than a title has been written. */
export const signNames = ['log_odds', 'bm25', 'characters', 'near', 'lead', 'length'] as const;
export type SignName = (typeof signNames)[number];
export type TitleSigns = Readonly<Record<SignName, number>>;

/** Characters of a text that say what it is about: its title, and the first lines. */
const leadLength = 120;
/** Two characters of a title are near in a text when at most so many steps apart: 停水 in 停了三天水. */
const nearSteps = 4;

/**
 * Reads texts for what they have of a short draft: it is too short for rare bigrams to decide, so that single
 * characters, loose bigrams and where they stand count. Characters and bigrams are weighed by rarity.
 */
export class TitleReader {
  readonly #draft: Uint16Array;
  readonly #bigrams = new TermCounts();
  readonly #rarities: Float64Array;
  readonly #rarityOfAll: number;
  /** By character code: its number among the draft's characters, from 1. */
  readonly #numbers = new Uint8Array(1 << 16);
  /** By number, from 1. */
  readonly #characterWeights: number[] = [0];
  readonly #weightOfAll: number;

  constructor(draft: Uint16Array, statistics: CorpusStatistics) {
    // A title is short; beyond that many characters only the numbering would run over.
    this.#draft = draft.subarray(0, 250);
    this.#bigrams.addBigrams(this.#draft);
    this.#rarities = statistics.rarities(statistics.bigrams, this.#bigrams.keys).slice(0, this.#bigrams.size);
    this.#rarityOfAll = this.#rarities.reduce((sum, rarity) => sum + rarity, 0);
    for (let at = 0; at < this.#draft.length; at++) this.#number(at);
    this.#weightOfAll = this.#characterWeights.reduce((sum, weight) => sum + weight, 0);
  }

  /** Characters of the draft. */
  get length(): number {
    return this.#draft.length;
  }

  /** @param text folded, title first */
  read(text: Uint16Array): Omit<TitleSigns, 'log_odds' | 'bm25'> {
    const [numbers, bigrams] = [this.#numbers, this.#bigrams];
    const characters = new Uint8Array(this.#characterWeights.length);
    const [near, lead] = [new Uint8Array(bigrams.size), new Uint8Array(bigrams.size)];
    for (let at = 0; at < text.length; at++) {
      const code = text[at] ?? 0;
      const number = numbers[code] ?? 0;
      if (number === 0) continue;
      characters[number] = 1;
      for (let step = 1; step <= nearSteps && at + step < text.length; step++) {
        const next = text[at + step] ?? 0;
        if (numbers[next] === 0) continue;
        const slot = bigrams.slotOf(bigramKey(code, next));
        if (slot === -1) continue;
        near[slot] = 1;
        if (step === 1 && at < leadLength) lead[slot] = 1;
      }
    }
    return {
      characters: weighed(characters, this.#characterWeights) / Math.max(1e-9, this.#weightOfAll),
      near: weighed(near, this.#rarities) / Math.max(1e-9, this.#rarityOfAll),
      lead: weighed(lead, this.#rarities) / Math.max(1e-9, this.#rarityOfAll),
      length: Math.log(text.length + 20),
    };
  }

  /** A character is at most as rare as the bigrams it stands in. */
  #number(at: number): void {
    const code = this.#draft[at] ?? 0;
    const rarityAt = (from: number): number => {
      const slot = this.#bigrams.slotOf(bigramKey(this.#draft[from] ?? 0, this.#draft[from + 1] ?? 0));
      return slot === -1 ? 1 : (this.#rarities[slot] ?? 1);
    };
    const rarity = Math.min(at > 0 ? rarityAt(at - 1) : 1, rarityAt(at));
    const number = this.#numbers[code] ?? 0;
    if (number === 0) {
      this.#numbers[code] = this.#characterWeights.push(rarity) - 1;
      return;
    }
    this.#characterWeights[number] = Math.min(this.#characterWeights[number] ?? 1, rarity);
  }
}

function weighed(marks: Uint8Array, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < marks.length; at++) if (marks[at] === 1) sum += weights[at] ?? 0;
  return sum;
}
