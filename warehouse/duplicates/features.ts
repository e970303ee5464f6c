import type { ComparedText } from './compared-text.ts';
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
  /** Rarity by slot: as many as there are counts, maybe with room behind. */
  readonly weights: Float64Array;
}

/** A text to which many are compared: what can be made ready once, is. */
export class Comparer {
  readonly #text: ComparedText;
  readonly #statistics: CorpusStatistics;
  readonly #whole: Weighted;
  readonly #title: Weighted;
  /** Words by hash: how often, and whether in the title. */
  readonly #words = new Map<number, { readonly value: number; readonly inTitle: boolean }>();
  readonly #wordNorm: number;
  readonly #titleWeight: number;
  readonly #seeds: SeedTable;
  readonly #places: ReadonlySet<number>;
  readonly #other = { whole: new TermCounts(), title: new TermCounts() };
  readonly #room: { whole: Float64Array; title: Float64Array } = {
    whole: new Float64Array(1024),
    title: new Float64Array(128),
  };

  constructor(text: ComparedText, statistics: CorpusStatistics) {
    this.#text = text;
    this.#statistics = statistics;
    this.#title = this.#weigh(countBigrams(new TermCounts(), text.title), new Float64Array(0));
    this.#whole = this.#weigh(
      countBigrams(countBigrams(new TermCounts(), text.title), text.body),
      new Float64Array(0),
    );
    const inTitle = new Set(text.titleWords.hashes);
    text.words.hashes.forEach((hash, index) => {
      const value = wordValue(text.words.counts[index]) * this.#wordRarity(hash);
      this.#words.set(hash, { value, inTitle: inTitle.has(hash) });
    });
    this.#wordNorm = Math.sqrt([...this.#words.values()].reduce((sum, { value }) => sum + value * value, 0));
    this.#titleWeight = text.titleWords.hashes.reduce((sum, hash) => sum + this.#wordRarity(hash), 0);
    this.#seeds = new SeedTable(wholeOf(text));
    this.#places = new Set(text.places);
  }

  compare(other: ComparedText): Comparison {
    this.#other.title.clear();
    this.#other.whole.clear();
    const title = this.#weigh(countBigrams(this.#other.title, other.title), this.#room.title);
    const whole = this.#weigh(
      countBigrams(countBigrams(this.#other.whole, other.title), other.body),
      this.#room.whole,
    );
    this.#room.title = title.weights;
    this.#room.whole = whole.weights;
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
      rare_shared_bigrams: meanOfRarest(this.#whole, whole.counts, 8),
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

  /** Weighs into `room`, or into a larger one where it does not fit. */
  #weigh(counts: TermCounts, room: Float64Array): Weighted {
    const weights = room.length >= counts.size ? room : new Float64Array(counts.size * 2);
    for (let slot = 0; slot < counts.size; slot++)
      weights[slot] = this.#statistics.rarity(this.#statistics.bigrams, counts.keyAt(slot));
    return { counts, weights };
  }

  #wordRarity(hash: number): number {
    return this.#statistics.rarity(this.#statistics.words, hash);
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
    const { hashes, counts } = other.words;
    let [dot, norm, ourTitle] = [0, 0, 0];
    for (let index = 0; index < hashes.length; index++) {
      const hash = hashes[index] ?? 0;
      const rarity = this.#wordRarity(hash);
      const value = wordValue(counts[index]) * rarity;
      norm += value * value;
      const ours = this.#words.get(hash);
      if (ours === undefined) continue;
      dot += value * ours.value;
      if (ours.inTitle) ourTitle += rarity;
    }
    let [theirTitle, theirWeight] = [0, 0];
    for (const hash of other.titleWords.hashes) {
      const rarity = this.#wordRarity(hash);
      theirWeight += rarity;
      if (this.#words.has(hash)) theirTitle += rarity;
    }
    return {
      cosine: share(dot, this.#wordNorm * Math.sqrt(norm)),
      titleInOther: Math.max(share(ourTitle, this.#titleWeight), share(theirTitle, theirWeight)),
    };
  }
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const wordValue = (count: number | undefined): number => 1 + Math.log(count ?? 1);

function wholeOf({ title, body }: ComparedText): Uint16Array {
  const whole = new Uint16Array(title.length + body.length);
  whole.set(title);
  whole.set(body, title.length);
  return whole;
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
  let [shared, all] = [0, 0];
  for (let slot = 0; slot < title.counts.size; slot++) {
    const weight = title.weights[slot] ?? 0;
    all += weight;
    if (other.slotOf(title.counts.keyAt(slot)) !== -1) shared += weight;
  }
  return { share: share(shared, all), rarest: meanOfRarest(title, other, 5) };
}

/** The mean rarity of the rarest so many bigrams of one text that stand in another; missing ones count 0. */
function meanOfRarest({ counts, weights }: Weighted, other: TermCounts, wanted: number): number {
  const largest = new Float64Array(wanted);
  for (let slot = 0; slot < counts.size; slot++) {
    const weight = weights[slot] ?? 0;
    if (weight <= (largest[wanted - 1] ?? 0) || other.slotOf(counts.keyAt(slot)) === -1) continue;
    let at = wanted - 1;
    for (; at > 0 && (largest[at - 1] ?? 0) < weight; at--) largest[at] = largest[at - 1] ?? 0;
    largest[at] = weight;
  }
  return largest.reduce((sum, value) => sum + value, 0) / wanted;
}

/** The cosine of two texts by bigrams, (1 + ln tf) · rarity, of those at least so rare. */
function cosine(a: Weighted, b: Weighted, atLeast: number): number {
  const valueAt = ({ counts, weights }: Weighted, slot: number): number => {
    const weight = weights[slot] ?? 0;
    if (weight < atLeast) return 0;
    const count = counts.countAt(slot);
    return count === 1 ? weight : (1 + Math.log(count)) * weight;
  };
  let [dot, ofA, ofB] = [0, 0, 0];
  for (let slot = 0; slot < a.counts.size; slot++) {
    const value = valueAt(a, slot);
    if (value === 0) continue;
    ofA += value * value;
    const found = b.counts.slotOf(a.counts.keyAt(slot));
    if (found !== -1) dot += value * valueAt(b, found);
  }
  for (let slot = 0; slot < b.counts.size; slot++) ofB += valueAt(b, slot) ** 2;
  return share(dot, Math.sqrt(ofA * ofB));
}
