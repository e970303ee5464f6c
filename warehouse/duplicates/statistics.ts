import type { Background } from './background.ts';
import { FrequencyTable } from './frequency-table.ts';
import type { MeanLengths } from './bm25.ts';

/** What is counted over all living documents: of its terms are made the weights of everything compared. */
export class CorpusStatistics {
  readonly bigrams = new FrequencyTable(16);
  readonly words = new FrequencyTable(14);
  readonly places = new FrequencyTable(12);
  /** Living documents. */
  documents = 0;
  readonly #assumed: number;
  #titleLength = 0;
  #bodyLength = 0;
  readonly #rarities = new Float64Array(tabulated);
  #rarityFor = -1;
  #found = new Uint32Array(1024);
  #foundRarities = new Float64Array(1024);

  /** @param background counted from the beginning, as if so many documents had gone before */
  constructor(background: Background | null) {
    this.#assumed = background?.documents ?? 0;
    for (const [key, count] of background?.bigrams ?? []) this.bigrams.add(key, count);
    for (const [hash, count] of background?.words ?? []) this.words.add(hash, count);
  }

  /** Documents by which frequencies are weighed: the living ones and those of the background. */
  get weighed(): number {
    return this.documents + this.#assumed;
  }

  /** Code units of the documents added (or, with -1, taken away). */
  addLengths(title: number, body: number, by: 1 | -1): void {
    this.documents += by;
    this.#titleLength += by * title;
    this.#bodyLength += by * body;
  }

  /** Until there are documents to speak of, the means of real citizens' messages. */
  get meanLengths(): MeanLengths {
    const usual = { title: 19, body: 320 };
    if (this.documents < 100) return usual;
    return { title: this.#titleLength / this.documents, body: this.#bodyLength / this.documents };
  }

  /**
   * How rare a term is, from 0 (in every document) to 1 (in none): ln(1 + N/(df + 1)) / ln(1 + N), so that a model
   * trained on ten thousand documents means the same on a million.
   */
  rarity(table: FrequencyTable, key: number): number {
    const frequency = table.get(key);
    if (frequency >= tabulated) return rarityOf(frequency, this.weighed);
    if (this.#rarityFor !== this.weighed) this.#tabulate();
    return this.#rarities[frequency] ?? 0;
  }

  /**
   * The rarities of many terms at once.
   *
   * @returns valid until the next call
   */
  rarities(table: FrequencyTable, keys: Uint32Array): Float64Array {
    if (this.#found.length < keys.length) {
      this.#found = new Uint32Array(2 * keys.length);
      this.#foundRarities = new Float64Array(2 * keys.length);
    }
    const [found, rarities, tabled] = [this.#found, this.#foundRarities, this.#rarities];
    table.getAll(keys, found);
    if (this.#rarityFor !== this.weighed) this.#tabulate();
    for (let index = 0; index < keys.length; index++) {
      const frequency = found[index] ?? 0;
      rarities[index] = frequency < tabulated ? (tabled[frequency] ?? 0) : rarityOf(frequency, this.weighed);
    }
    return rarities;
  }

  /** Two logarithms for each term of each candidate would be a tenth of a search. */
  #tabulate(): void {
    for (let frequency = 0; frequency < tabulated; frequency++)
      this.#rarities[frequency] = rarityOf(frequency, this.weighed);
    this.#rarityFor = this.weighed;
  }
}

const tabulated = 16_384;

function rarityOf(frequency: number, documents: number): number {
  const all = Math.max(1, documents);
  return Math.min(1, Math.log(1 + all / (frequency + 1)) / Math.log(1 + all));
}
