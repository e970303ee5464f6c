import { bigramKey } from './segment.ts';
import type { CorpusStatistics } from './statistics.ts';
import { dampened, TermCounts } from './term-counts.ts';

const rarestOfTitle = 5;
const rarestOfWhole = 8;

export interface BigramFeatures {
  /** The mean rarity of a title's five rarest bigrams that stand in the other text, of both ways. */
  readonly rareOfTitles: number;
  /** The mean rarity of the eight rarest bigrams of both. */
  readonly rareShared: number;
  readonly titleCosine: number;
}

/** A text by its fields, folded. */
interface Fields {
  readonly title: Uint16Array;
  readonly body: Uint16Array;
}

/**
 * The bigrams of a draft, to which those of many candidates are held up. Those of the draft have numbers, the title's
 * first; what a candidate shares with it is arrays by that number. How rare the other bigrams of a candidate are is
 * asked of its title only: of whole candidates it would be half the time of a search.
 */
export class BigramComparison {
  readonly #statistics: CorpusStatistics;
  readonly #draft = new TermCounts();
  readonly #titleSize: number;
  /** By number. */
  readonly #rarities: Float64Array;
  /** By number: the weights of the draft's title for the cosine, and the length of that vector, squared. */
  readonly #titleValues: Float64Array;
  readonly #titleSquares: number;
  /** By number: how often the candidate has it; and the numbers of those it has, in the order of coming. */
  readonly #shared: Uint32Array;
  readonly #found: Uint32Array;
  #foundSize = 0;
  /** Across the border of the draft's title and body: none of its bigrams, but runs may go over it. 0 is none. */
  readonly #border: number;
  /** The other bigrams of the candidate's title. */
  readonly #others = new TermCounts();
  #mayShare = new Uint8Array(1024);
  readonly #rarest = new Float64Array(Math.max(rarestOfTitle, rarestOfWhole));

  constructor({ title, body }: Fields, statistics: CorpusStatistics) {
    this.#statistics = statistics;
    this.#border = title.length > 0 && body.length > 0 ? bigramKey(title.at(-1) ?? 0, body[0] ?? 0) : 0;
    this.#draft.addBigrams(title);
    this.#titleSize = this.#draft.size;
    this.#titleValues = this.#raritiesOfDraft().map((rarity, number) =>
      valueOf(this.#draft.countAt(number), rarity),
    );
    this.#titleSquares = this.#titleValues.reduce((sum, value) => sum + value * value, 0);
    this.#draft.addBigrams(body);
    this.#rarities = this.#raritiesOfDraft();
    this.#shared = new Uint32Array(this.#draft.size);
    this.#found = new Uint32Array(this.#draft.size);
  }

  /**
   * For the text compared last: 1 at each position whose two characters stand together in the draft, or lie on both
   * sides of its border between title and body. Valid until the next comparison.
   */
  get mayShare(): Uint8Array {
    return this.#mayShare;
  }

  compare({ title, body }: Fields): BigramFeatures {
    const length = title.length + body.length;
    if (this.#mayShare.length < length) this.#mayShare = new Uint8Array(2 * length);
    for (let at = 0; at < this.#foundSize; at++) this.#shared[this.#found[at] ?? 0] = 0;
    this.#foundSize = 0;
    this.#others.clear();
    this.#count(title, 0, this.#others);
    const rareOfTheirs = this.#rarestShared(this.#rarities.length, rarestOfTitle);
    const titleCosine = this.#titleCosine();
    if (title.length > 0) this.#mayShare[title.length - 1] = 1;
    this.#count(body, title.length, null);
    return {
      rareOfTitles: (this.#rarestShared(this.#titleSize, rarestOfTitle) + rareOfTheirs) / 2,
      rareShared: this.#rarestShared(this.#rarities.length, rarestOfWhole),
      titleCosine,
    };
  }

  /** Counts the bigrams of a field of the candidate that begins at a position of the whole. */
  #count(codes: Uint16Array, from: number, others: TermCounts | null): void {
    const [draft, shared, found, mayShare, border] = [
      this.#draft,
      this.#shared,
      this.#found,
      this.#mayShare,
      this.#border,
    ];
    let size = this.#foundSize;
    let before = codes[0] ?? 0;
    for (let at = 1; at < codes.length; at++) {
      const code = codes[at] ?? 0;
      const key = bigramKey(before, code);
      before = code;
      const number = draft.slotOf(key);
      if (number === -1) {
        mayShare[from + at - 1] = key === border ? 1 : 0;
        if (others !== null) others.add(key);
      } else {
        mayShare[from + at - 1] = 1;
        const count = shared[number] ?? 0;
        if (count === 0) found[size++] = number;
        shared[number] = count + 1;
      }
    }
    this.#foundSize = size;
  }

  #raritiesOfDraft(): Float64Array {
    return this.#statistics.rarities(this.#statistics.bigrams, this.#draft.keys).slice(0, this.#draft.size);
  }

  /** The mean rarity of the rarest so many of the draft's first `size` bigrams that have been counted. */
  #rarestShared(size: number, wanted: number): number {
    const [found, rarest, rarities] = [this.#found, this.#rarest, this.#rarities];
    rarest.fill(0);
    for (let at = 0; at < this.#foundSize; at++) {
      const number = found[at] ?? 0;
      if (number < size) keepLargest(rarest, wanted, rarities[number] ?? 0);
    }
    return meanOf(rarest, wanted);
  }

  /** The cosine of the draft's title and what has been counted: the candidate's title. */
  #titleCosine(): number {
    let [dot, squared] = [0, 0];
    for (let at = 0; at < this.#foundSize; at++) {
      const number = this.#found[at] ?? 0;
      const value = valueOf(this.#shared[number] ?? 0, this.#rarities[number] ?? 0);
      squared += value * value;
      if (number < this.#titleSize) dot += value * (this.#titleValues[number] ?? 0);
    }
    if (dot === 0) return 0;
    const rarities = this.#statistics.rarities(this.#statistics.bigrams, this.#others.keys);
    for (let slot = 0; slot < this.#others.size; slot++) {
      const value = valueOf(this.#others.countAt(slot), rarities[slot] ?? 0);
      squared += value * value;
    }
    return dot / Math.sqrt(this.#titleSquares * squared);
  }
}

/** (1 + ln tf) · rarity. */
function valueOf(count: number, rarity: number): number {
  return dampened(count) * rarity;
}

/** Keeps the largest so many values at the beginning of an array, the largest first. */
function keepLargest(largest: Float64Array, wanted: number, value: number): void {
  if (value <= (largest[wanted - 1] ?? 0)) return;
  let at = wanted - 1;
  for (; at > 0 && (largest[at - 1] ?? 0) < value; at--) largest[at] = largest[at - 1] ?? 0;
  largest[at] = value;
}

function meanOf(largest: Float64Array, wanted: number): number {
  let sum = 0;
  for (let at = 0; at < wanted; at++) sum += largest[at] ?? 0;
  return sum / wanted;
}
