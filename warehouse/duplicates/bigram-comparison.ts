import { bigramKey } from './segment.ts';
import type { CorpusStatistics } from './statistics.ts';
import { dampened, TermCounts } from './term-counts.ts';

/** Bigrams rarer than this name something rather than describe it: in fewer than about N^0.38 documents. */
const rare = 0.62;
const rarestOfTitle = 5;
const rarestOfWhole = 8;

export interface BigramFeatures {
  /** The larger share of a title's weight that stands in the other text. */
  readonly titleInOther: number;
  /** The mean rarity of a title's five rarest bigrams that stand in the other text, of both ways. */
  readonly rareOfTitles: number;
  /** The mean rarity of the eight rarest bigrams of both. */
  readonly rareShared: number;
  readonly rareCosine: number;
  readonly titleCosine: number;
}

/** A text by its fields, folded. */
interface Fields {
  readonly title: Uint16Array;
  readonly body: Uint16Array;
}

/**
 * The bigrams of a draft, to which those of many candidates are held up. Those of the draft have numbers, the title's
 * first; what a candidate shares with it is arrays by that number. Of the bigrams the draft has not, only the length
 * of the candidate's vector is wanted.
 */
export class BigramComparison {
  readonly #statistics: CorpusStatistics;
  readonly #draft = new TermCounts();
  readonly #titleSize: number;
  readonly #titleWeight: number;
  /** By number. */
  readonly #rarities: Float64Array;
  /** By number: the weights of the draft for the cosines, and the lengths of its vectors, squared. */
  readonly #titleValues: Float64Array;
  readonly #rareValues: Float64Array;
  readonly #titleSquares: number;
  readonly #rareSquares: number;
  /** By number: how often the candidate has it. */
  readonly #shared: Uint32Array;
  /** Across the border of the draft's title and body: none of its bigrams, but runs may go over it. 0 is none. */
  readonly #border: number;
  /** The other bigrams of the candidate. */
  readonly #others = new TermCounts();
  #mayShare = new Uint8Array(1024);
  readonly #rarest = new Float64Array(Math.max(rarestOfTitle, rarestOfWhole));

  constructor({ title, body }: Fields, statistics: CorpusStatistics) {
    this.#statistics = statistics;
    this.#border = title.length > 0 && body.length > 0 ? bigramKey(title.at(-1) ?? 0, body[0] ?? 0) : 0;
    this.#draft.addBigrams(title);
    this.#titleSize = this.#draft.size;
    this.#titleValues = this.#valuesOfDraft(0);
    this.#titleWeight = this.#raritiesOfDraft().reduce((sum, rarity) => sum + rarity, 0);
    this.#draft.addBigrams(body);
    this.#rarities = this.#raritiesOfDraft();
    this.#rareValues = this.#valuesOfDraft(rare);
    this.#titleSquares = squares(this.#titleValues);
    this.#rareSquares = squares(this.#rareValues);
    this.#shared = new Uint32Array(this.#draft.size);
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
    this.#shared.fill(0);
    this.#others.clear();
    this.#count(title, 0);
    const back = this.#titleInDraft();
    const titleCosine = this.#cosine(this.#titleValues, this.#titleSquares, 0);
    if (title.length > 0) this.#mayShare[title.length - 1] = 1;
    this.#count(body, title.length);
    return {
      titleInOther: Math.max(share(this.#sharedWeight(this.#titleSize), this.#titleWeight), back.share),
      rareOfTitles: (this.#rarestShared(this.#titleSize, rarestOfTitle) + back.rarest) / 2,
      rareShared: this.#rarestShared(this.#draft.size, rarestOfWhole),
      rareCosine: this.#cosine(this.#rareValues, this.#rareSquares, rare),
      titleCosine,
    };
  }

  /** Counts the bigrams of a field of the candidate that begins at a position of the whole. */
  #count(codes: Uint16Array, from: number): void {
    const [draft, others, shared, mayShare] = [this.#draft, this.#others, this.#shared, this.#mayShare];
    for (let at = 0; at + 1 < codes.length; at++) {
      const key = bigramKey(codes[at] ?? 0, codes[at + 1] ?? 0);
      const number = draft.slotOf(key);
      if (number === -1) {
        mayShare[from + at] = key === this.#border ? 1 : 0;
        others.add(key);
      } else {
        mayShare[from + at] = 1;
        shared[number] = (shared[number] ?? 0) + 1;
      }
    }
  }

  #raritiesOfDraft(): Float64Array {
    return this.#statistics.rarities(this.#statistics.bigrams, this.#draft.keys).slice(0, this.#draft.size);
  }

  #valuesOfDraft(atLeast: number): Float64Array {
    return this.#raritiesOfDraft().map((rarity, number) =>
      valueOf(this.#draft.countAt(number), rarity, atLeast),
    );
  }

  /** The rarity of the draft's first so many bigrams that stand in what has been counted. */
  #sharedWeight(size: number): number {
    let weight = 0;
    for (let number = 0; number < size; number++)
      if (this.#shared[number] !== 0) weight += this.#rarities[number] ?? 0;
    return weight;
  }

  /** How much of the candidate's title, the only thing counted by now, stands in the draft. */
  #titleInDraft(): { readonly share: number; readonly rarest: number } {
    const shared = this.#sharedWeight(this.#draft.size);
    let all = shared;
    const rarities = this.#statistics.rarities(this.#statistics.bigrams, this.#others.keys);
    for (let slot = 0; slot < this.#others.size; slot++) all += rarities[slot] ?? 0;
    return { share: share(shared, all), rarest: this.#rarestShared(this.#draft.size, rarestOfTitle) };
  }

  /** The mean rarity of the rarest so many of the draft's first `size` bigrams that have been counted. */
  #rarestShared(size: number, wanted: number): number {
    this.#rarest.fill(0);
    for (let number = 0; number < size; number++)
      if (this.#shared[number] !== 0) keepLargest(this.#rarest, wanted, this.#rarities[number] ?? 0);
    return meanOf(this.#rarest, wanted);
  }

  /** The cosine of a vector of the draft and what has been counted, of bigrams at least so rare. */
  #cosine(values: Float64Array, squared: number, atLeast: number): number {
    let [dot, ofOther] = [0, 0];
    for (let number = 0; number < this.#shared.length; number++) {
      const count = this.#shared[number] ?? 0;
      if (count === 0) continue;
      const value = valueOf(count, this.#rarities[number] ?? 0, atLeast);
      ofOther += value * value;
      if (number < values.length) dot += value * (values[number] ?? 0);
    }
    // Nothing in common: what the candidate has besides need not be weighed.
    if (dot === 0) return 0;
    const others = this.#others;
    const rarities = this.#statistics.rarities(this.#statistics.bigrams, others.keys);
    for (let slot = 0; slot < others.size; slot++) {
      const value = valueOf(others.countAt(slot), rarities[slot] ?? 0, atLeast);
      ofOther += value * value;
    }
    return share(dot, Math.sqrt(squared * ofOther));
  }
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** (1 + ln tf) · rarity, of terms at least so rare. */
function valueOf(count: number, rarity: number, atLeast: number): number {
  return rarity < atLeast ? 0 : dampened(count) * rarity;
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
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
