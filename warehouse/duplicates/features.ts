import { BigramComparison } from './bigram-comparison.ts';
import type { ComparedText } from './compared-text.ts';
import { areaRelation, kindsApart, type AreaRelation } from './gazetteer.ts';
import { SeedTable, type SharedRuns } from './runs.ts';
import type { CorpusStatistics } from './statistics.ts';
import { opposed } from './stance.ts';
import { WordComparison } from './word-comparison.ts';

/** What the model sees of a pair, all symmetric: the order of the two texts does not matter. */
export const featureNames = [
  'title_words_in_other',
  'rare_title_bigrams',
  'rare_shared_bigrams',
  'word_cosine',
  'title_cosine',
  'places_shared',
  'areas',
  'places_apart',
  'coverage_least',
] as const;
export type FeatureName = (typeof featureNames)[number];
export type Features = Readonly<Record<FeatureName, number>>;

/** The features that take no look at the text itself. */
export type Glance = Pick<Features, 'title_words_in_other' | 'word_cosine' | 'places_shared'>;

/** What was found out about a pair: the features, and what people are told of it. */
export interface Comparison {
  readonly features: Features;
  readonly areas: AreaRelation;
  /** Both titles name such places, and different ones. */
  readonly placesApart: boolean;
  readonly stancesOpposed: boolean;
  readonly runs: SharedRuns;
}

/** A text to which many are compared: what can be made ready once, is. */
export class Comparer {
  readonly #text: ComparedText;
  readonly #statistics: CorpusStatistics;
  readonly #bigrams: BigramComparison;
  readonly #words: WordComparison;
  readonly #seeds: SeedTable;
  readonly #places: ReadonlySet<number>;

  constructor(text: ComparedText, statistics: CorpusStatistics) {
    this.#text = text;
    this.#statistics = statistics;
    this.#bigrams = new BigramComparison(text, statistics);
    this.#words = new WordComparison(text, statistics);
    this.#seeds = new SeedTable(text.whole);
    this.#places = new Set(text.places);
  }

  /** Compared characters of the body of the text that others are held up to. */
  get bodyLength(): number {
    return this.#text.body.length;
  }

  /**
   * What the words and places of a text say, which were kept when it came in: a tenth of the time of a comparison, to
   * choose what is compared in full.
   */
  glance(other: Pick<ComparedText, 'words' | 'titleWords' | 'places'>): Glance {
    const { titleInOther, cosine } = this.#words.compare(other);
    return {
      title_words_in_other: titleInOther,
      word_cosine: cosine,
      places_shared: this.#placesShared(other.places),
    };
  }

  compare(other: ComparedText): Comparison {
    const ofBigrams = this.#bigrams.compare(other);
    const runs = this.#seeds.compare(other.whole, this.#bigrams.mayShare);
    const areas = areaRelation(this.#text.areas, other.areas);
    const placesApart = this.#placesApart(other);
    const features: Features = {
      ...this.glance(other),
      rare_title_bigrams: ofBigrams.rareOfTitles,
      rare_shared_bigrams: ofBigrams.rareShared,
      title_cosine: ofBigrams.titleCosine,
      areas: areaValues[areas],
      places_apart: placesApart ? 1 : 0,
      coverage_least: Math.min(runs.coverageA, runs.coverageB),
    };
    const stancesOpposed = opposed(this.#text.stance, other.stance);
    return { features, areas, placesApart, stancesOpposed, runs };
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
    if (this.#places.size === 0 || others.length === 0) return 0;
    const { places } = this.#statistics;
    let [shared, all] = [0, 0];
    for (const hash of this.#places) all += this.#statistics.rarity(places, hash);
    for (const hash of others) {
      const rarity = this.#statistics.rarity(places, hash);
      if (this.#places.has(hash)) shared += rarity;
      else all += rarity;
    }
    return all === 0 ? 0 : shared / all;
  }
}

const areaValues = { same: 1, nested: 0, unknown: 0, apart: -1 } as const;
