import type { ComparedText } from './compared-text.ts';
import type { CorpusStatistics } from './statistics.ts';
import { dampened, TermCounts } from './term-counts.ts';

export interface WordFeatures {
  readonly cosine: number;
  /** The larger share of the rarity of a title's words that stands in the other text. */
  readonly titleInOther: number;
}

type Words = Pick<ComparedText, 'words' | 'titleWords'>;

/** The words of a draft, to which those of many candidates are held up; numbered as in `BigramComparison`. */
export class WordComparison {
  readonly #statistics: CorpusStatistics;
  readonly #draft = new TermCounts();
  readonly #titleSize: number;
  readonly #titleWeight: number;
  /** By number. */
  readonly #values: Float64Array;
  readonly #norm: number;

  constructor({ words, titleWords }: Words, statistics: CorpusStatistics) {
    this.#statistics = statistics;
    let titleWeight = 0;
    for (const hash of titleWords.hashes) {
      this.#draft.add(hash);
      titleWeight += statistics.rarity(statistics.words, hash);
    }
    this.#titleWeight = titleWeight;
    this.#titleSize = this.#draft.size;
    this.#values = new Float64Array(this.#titleSize + words.hashes.length);
    words.hashes.forEach((hash, index) => {
      this.#values[this.#draft.add(hash)] =
        dampened(words.counts[index] ?? 1) * statistics.rarity(statistics.words, hash);
    });
    this.#norm = Math.sqrt(this.#values.reduce((sum, value) => sum + value * value, 0));
  }

  compare({ words, titleWords }: Words): WordFeatures {
    const { hashes, counts } = words;
    let [dot, squared, ourTitle] = [0, 0, 0];
    const rarities = this.#statistics.rarities(this.#statistics.words, hashes);
    for (let index = 0; index < hashes.length; index++) {
      const rarity = rarities[index] ?? 0;
      const value = dampened(counts[index] ?? 1) * rarity;
      squared += value * value;
      const number = this.#draft.slotOf(hashes[index] ?? 0);
      if (number === -1) continue;
      dot += value * (this.#values[number] ?? 0);
      if (number < this.#titleSize) ourTitle += rarity;
    }
    let [theirTitle, theirWeight] = [0, 0];
    const ofTitle = this.#statistics.rarities(this.#statistics.words, titleWords.hashes);
    for (let index = 0; index < titleWords.hashes.length; index++) {
      const rarity = ofTitle[index] ?? 0;
      theirWeight += rarity;
      if (this.#draft.slotOf(titleWords.hashes[index] ?? 0) !== -1) theirTitle += rarity;
    }
    return {
      cosine: share(dot, this.#norm * Math.sqrt(squared)),
      titleInOther: Math.max(share(ourTitle, this.#titleWeight), share(theirTitle, theirWeight)),
    };
  }
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
