import type { ComparedText, WordList } from './compared-text.ts';
import { areaRelation, kindsApart, type AreaRelation } from './gazetteer.ts';
import { SeedTable, type SharedRuns } from './runs.ts';
import { bigramKey } from './segment.ts';
import type { CorpusStatistics } from './statistics.ts';
import { opposed } from './stance.ts';
import { TermCounts } from './term-counts.ts';

/** What the model sees of a pair, all symmetric: the order of the two texts does not matter. */
export const featureNames = [
  'title_in_other',
  'title_words_in_other',
  'rare_title_bigrams',
  'rare_shared_bigrams',
  'rare_bigram_cosine',
  'word_cosine',
  'title_cosine',
  'places_shared',
  'areas',
  'places_apart',
  'longest_run',
  'coverage_most',
  'coverage_least',
] as const;
export type FeatureName = (typeof featureNames)[number];
export type Features = Readonly<Record<FeatureName, number>>;

/** What was found out about a pair: the features, and what people are told of it. */
export interface Comparison {
  readonly features: Features;
  readonly areas: AreaRelation;
  /** Both titles name such places, and different ones. */
  readonly placesApart: boolean;
  readonly stancesOpposed: boolean;
  readonly runs: SharedRuns;
}

/** Bigrams rarer than this name something rather than describe it: in fewer than about N^0.38 documents. */
const rare = 0.62;

interface Weighted {
  readonly counts: TermCounts;
  /** Rarity by slot. */
  readonly weights: readonly number[];
}

/** A text to which many are compared: what can be made ready once, is. */
export class Comparer {
  readonly #text: ComparedText;
  readonly #statistics: CorpusStatistics;
  readonly #whole: Weighted;
  readonly #title: Weighted;
  readonly #words: Map<number, number>;
  readonly #seeds: SeedTable;
  readonly #places: ReadonlySet<number>;
  readonly #other = { whole: new TermCounts(), title: new TermCounts() };

  constructor(text: ComparedText, statistics: CorpusStatistics) {
    this.#text = text;
    this.#statistics = statistics;
    this.#title = this.#weigh(countBigrams(new TermCounts(), text.title));
    this.#whole = this.#weigh(countBigrams(countBigrams(new TermCounts(), text.title), text.body));
    this.#words = wordMap(text.words);
    this.#seeds = new SeedTable(wholeOf(text));
    this.#places = new Set(text.places);
  }

  compare(other: ComparedText): Comparison {
    this.#other.title.clear();
    this.#other.whole.clear();
    const title = this.#weigh(countBigrams(this.#other.title, other.title));
    const whole = this.#weigh(countBigrams(countBigrams(this.#other.whole, other.title), other.body));
    const runs = this.#seeds.compare(wholeOf(other));
    const areas = areaRelation(this.#text.areas, other.areas);
    const placesApart = this.#placesApart(other);
    const ofWords = this.#compareWords(other);
    const forth = containment(this.#title, whole.counts);
    const back = containment(title, this.#whole.counts);
    const features: Features = {
      title_in_other: Math.max(forth.share, back.share),
      title_words_in_other: ofWords.titleInOther,
      rare_title_bigrams: (forth.rarest + back.rarest) / 2,
      rare_shared_bigrams: meanOfLargest(sharedWeights(this.#whole, whole.counts), 8),
      rare_bigram_cosine: Math.sqrt(cosine(this.#whole, whole, rare)),
      word_cosine: ofWords.cosine,
      title_cosine: cosine(this.#title, title, 0),
      places_shared: this.#placesShared(other.places),
      areas: { same: 1, nested: 0, unknown: 0, apart: -1 }[areas],
      places_apart: placesApart ? 1 : 0,
      longest_run: Math.log1p(runs.longest),
      coverage_most: Math.max(runs.coverageA, runs.coverageB),
      coverage_least: Math.min(runs.coverageA, runs.coverageB),
    };
    const stancesOpposed = opposed(this.#text.stance, other.stance);
    return { features, areas, placesApart, stancesOpposed, runs };
  }

  #weigh(counts: TermCounts): Weighted {
    const weights: number[] = [];
    for (let slot = 0; slot < counts.size; slot++)
      weights.push(this.#statistics.rarity(this.#statistics.bigrams, counts.keyAt(slot)));
    return { counts, weights };
  }

  /** Both titles name places of one kind, other ones, and neither text names the other's. */
  #placesApart(other: ComparedText): boolean {
    const kinds = kindsApart(this.#text.titlePlaces, other.titlePlaces);
    if (kinds.length === 0) return false;
    const otherPlaces = new Set(other.places);
    return kinds.some(
      (kind) =>
        !this.#text.titlePlaces.some((place) => place.kind === kind && otherPlaces.has(place.hash)) &&
        !other.titlePlaces.some((place) => place.kind === kind && this.#places.has(place.hash)),
    );
  }

  /** Jaccard's index of the places, weighted by rarity. */
  #placesShared(others: Uint32Array): number {
    let shared = 0;
    let all = 0;
    const weight = (hash: number): number => this.#statistics.rarity(this.#statistics.places, hash);
    for (const hash of this.#places) all += weight(hash);
    for (const hash of others) {
      if (this.#places.has(hash)) shared += weight(hash);
      else all += weight(hash);
    }
    return all === 0 ? 0 : shared / all;
  }

  #compareWords(other: ComparedText): { readonly cosine: number; readonly titleInOther: number } {
    const weight = (hash: number): number => this.#statistics.rarity(this.#statistics.words, hash);
    const others = wordMap(other.words);
    let [dot, ours, theirs] = [0, 0, 0];
    for (const [hash, count] of this.#words) {
      const value = (1 + Math.log(count)) * weight(hash);
      ours += value * value;
      const found = others.get(hash);
      if (found !== undefined) dot += value * (1 + Math.log(found)) * weight(hash);
    }
    for (const [hash, count] of others) theirs += ((1 + Math.log(count)) * weight(hash)) ** 2;
    const inOther = (title: WordList, words: ReadonlyMap<number, number>): number => {
      let [shared, all] = [0, 0];
      for (const hash of title.hashes) {
        all += weight(hash);
        if (words.has(hash)) shared += weight(hash);
      }
      return all === 0 ? 0 : shared / all;
    };
    return {
      cosine: ours === 0 || theirs === 0 ? 0 : dot / Math.sqrt(ours * theirs),
      titleInOther: Math.max(inOther(this.#text.titleWords, others), inOther(other.titleWords, this.#words)),
    };
  }
}

function wholeOf({ title, body }: ComparedText): Uint16Array {
  const whole = new Uint16Array(title.length + body.length);
  whole.set(title);
  whole.set(body, title.length);
  return whole;
}

function wordMap({ hashes, counts }: WordList): Map<number, number> {
  const map = new Map<number, number>();
  hashes.forEach((hash, index) => map.set(hash, counts[index] ?? 1));
  return map;
}

function countBigrams(counts: TermCounts, codes: Uint16Array): TermCounts {
  for (let at = 0; at + 1 < codes.length; at++) counts.add(bigramKey(codes[at] ?? 0, codes[at + 1] ?? 0));
  return counts;
}

/** The share of a title's weight that stands in another text, and the mean of its five rarest bigrams there. */
function containment(
  title: Weighted,
  other: TermCounts,
): { readonly share: number; readonly rarest: number } {
  const shared = sharedWeights(title, other);
  const all = title.weights.reduce((sum, weight) => sum + weight, 0);
  return {
    share: all === 0 ? 0 : shared.reduce((sum, weight) => sum + weight, 0) / all,
    rarest: meanOfLargest(shared, 5),
  };
}

function sharedWeights({ counts, weights }: Weighted, other: TermCounts): number[] {
  return weights.filter((_, slot) => other.slotOf(counts.keyAt(slot)) !== -1);
}

function meanOfLargest(values: number[], count: number): number {
  const largest = values.sort((a, b) => b - a).slice(0, count);
  return largest.reduce((sum, value) => sum + value, 0) / count;
}

/** The cosine of two texts by bigrams, (1 + ln tf) · rarity, of those at least so rare. */
function cosine(a: Weighted, b: Weighted, atLeast: number): number {
  const valueAt = ({ counts, weights }: Weighted, slot: number): number => {
    const weight = weights[slot] ?? 0;
    return weight < atLeast ? 0 : (1 + Math.log(counts.countAt(slot))) * weight;
  };
  let [dot, ofA, ofB] = [0, 0, 0];
  for (let slot = 0; slot < a.weights.length; slot++) {
    const value = valueAt(a, slot);
    if (value === 0) continue;
    ofA += value * value;
    const found = b.counts.slotOf(a.counts.keyAt(slot));
    if (found !== -1) dot += value * valueAt(b, found);
  }
  for (let slot = 0; slot < b.weights.length; slot++) ofB += valueAt(b, slot) ** 2;
  return ofA === 0 || ofB === 0 ? 0 : dot / Math.sqrt(ofA * ofB);
}
