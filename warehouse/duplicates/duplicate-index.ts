import { loadBackground } from './background.ts';
import { buildSegment } from './build-segment.ts';
import {
  findCandidates,
  gatherCandidates,
  queryTerms,
  scoreInFull,
  type Candidate,
  type QueryTerm,
} from './candidates.ts';
import {
  documentToCompare,
  termsToCompare,
  textToCompare,
  titleToCompare,
  type ComparedText,
} from './compared-text.ts';
import { Comparer, type Comparison } from './features.ts';
import type { Gazetteer } from './gazetteer.ts';
import { mergeSegments } from './merge-segments.ts';
import { judge, scoreOf, type Judgement, type Model } from './model.ts';
import { fold, textOf } from './normalise.ts';
import { mergeable, type Part } from './parts.ts';
import type { SegmentMaker } from './segment-making.ts';
import { bytesOf, largestSegment, sizeOf, type Segment } from './segment.ts';
import { loadTitleRanking } from './load-model.ts';
import { rankedByProbability, rankedForTitle, shortBody, signsOf, type Signed } from './ranking.ts';
import { isWithin, type SearchFilters } from './search-filters.ts';
import { CorpusStatistics } from './statistics.ts';
import { dateOf, lastOfEach, noDay, type Draft, type SuggestionText } from './suggestion.ts';
import { TermCounts } from './term-counts.ts';
import { TitleReader } from './title-signs.ts';

/** A document found, compared and judged. */
export interface Found extends Judgement {
  readonly id: string;
  readonly submittedOn: string | null;
  readonly bm25: number;
  readonly comparison: Comparison;
}

/** Up to so many documents are merged at once, in a few milliseconds; more are left to the maker. */
const mergedAtOnce = 512;
/** Candidates of which the words are compared with the draft's, and so many of them that are compared in full. */
const glancedAt = 200;
const comparedInFull = 80;
/**
 * The suggestions of a register, to be searched for those about the same matter. Everything is in memory; what is
 * added is found by the next search. Not safe to share between threads: each has its own.
 */
export class DuplicateIndex {
  readonly #gazetteer: Gazetteer;
  readonly #statistics = new CorpusStatistics(loadBackground());
  readonly #places = new Map<string, { part: Part; document: number }>();
  readonly #titleRanking = loadTitleRanking();
  readonly #maker: SegmentMaker | null;
  #model: Model | null;
  #parts: Part[] = [];
  #merging: Promise<void> | null = null;

  constructor(model: Model | null, gazetteer: Gazetteer, maker: SegmentMaker | null = null) {
    this.#model = model;
    this.#gazetteer = gazetteer;
    this.#maker = maker;
  }

  get size(): number {
    return this.#statistics.documents;
  }

  /** Bytes of the segments; the tables of ids and frequencies add about a tenth. */
  get bytes(): number {
    return this.#parts.reduce((sum, { segment }) => sum + bytesOf(segment), 0);
  }

  get segments(): number {
    return this.#parts.length;
  }

  has(id: string): boolean {
    return this.#places.has(id);
  }

  /** A newly calibrated model takes effect with the next search. */
  useModel(model: Model): void {
    this.#model = model;
  }

  /** Adds documents; one whose id is known already replaces the older text. The next search finds them. */
  add(documents: readonly SuggestionText[]): void {
    for (let at = 0; at < documents.length; at += largestSegment) {
      const chunk = lastOfEach(documents.slice(at, at + largestSegment));
      for (const { id } of chunk) this.remove(id);
      this.#insert(buildSegment(chunk, this.#statistics.meanLengths));
    }
    this.#mergeSmall();
    this.#mergeLarge();
  }

  /** The same, with the segments built by the maker, so that the thread stays free: for a whole register. */
  async load(documents: readonly SuggestionText[], chunkSize = 4096): Promise<void> {
    if (this.#maker === null) {
      this.add(documents);
      return;
    }
    for (let at = 0; at < documents.length; at += chunkSize) {
      const chunk = lastOfEach(documents.slice(at, at + chunkSize));
      const segment = await this.#maker.build(chunk, this.#statistics.meanLengths);
      for (const { id } of chunk) this.remove(id);
      this.#insert(segment);
      this.#mergeLarge();
    }
    await this.settled();
  }

  /** @returns whether there was such a document */
  remove(id: string): boolean {
    const place = this.#places.get(id);
    if (place === undefined) return false;
    this.#places.delete(id);
    place.part.dead[place.document] = 1;
    place.part.removed++;
    this.#count(place.part.segment, place.document, -1);
    return true;
  }

  /** Resolves when no merge is under way. */
  async settled(): Promise<void> {
    while (this.#merging !== null) await this.#merging;
  }

  /** The title and body of a document, as they were added. */
  textOf(id: string): { readonly title: string; readonly body: string } | null {
    const place = this.#places.get(id);
    if (place === undefined) return null;
    const { units, textBounds } = place.part.segment;
    const [start = 0, middle = 0, end = 0] = textBounds.subarray(2 * place.document, 2 * place.document + 3);
    return { title: textOf(units, start, middle), body: textOf(units, middle, end) };
  }

  /** Hashes of the words and places of a document, each once, as they were kept when it came in. */
  termsOf(id: string): { readonly words: Uint32Array; readonly places: Uint32Array } | null {
    const place = this.#places.get(id);
    if (place === undefined) return null;
    const { document, part } = place;
    const { words, wordBounds, places, placeBounds } = part.segment;
    return {
      words: words.subarray(wordBounds[2 * document + 1], wordBounds[2 * document + 2]),
      places: places.subarray(placeBounds[document], placeBounds[document + 1]),
    };
  }

  /** How rare a word is among the documents, 0 … 1. */
  rarityOfWord(hash: number): number {
    return this.#statistics.rarity(this.#statistics.words, hash);
  }

  ids(): IterableIterator<string> {
    return this.#places.keys();
  }

  /** Ids of the best candidates by BM25 alone. */
  candidates(draft: Draft, count: number, filters: SearchFilters = {}): readonly string[] {
    const terms = this.#terms(textToCompare(draft.title, draft.body, this.#gazetteer));
    const found = findCandidates(this.#segments(), terms, this.#statistics, {
      count,
      accepts: this.#accepts(filters),
    });
    return found.map(({ segment, document }) => this.#parts[segment]?.segment.ids[document] ?? '');
  }

  /** The documents likeliest to be about the draft's matter, likeliest first. */
  find(draft: Draft, count: number, filters: SearchFilters = {}): readonly Found[] {
    const text = textToCompare(draft.title, draft.body, this.#gazetteer);
    return this.#ranked(text, this.#judged(text, Math.max(count, comparedInFull), filters)).slice(0, count);
  }

  /** The documents likeliest to be about the same matter as one of the index; none when there is no such document. */
  nearest(id: string, compared: number): readonly Found[] {
    const place = this.#places.get(id);
    const text = place && documentToCompare(place.part.segment, place.document, this.#gazetteer);
    return text ? this.#ranked(text, this.#judged(text, compared, { except: new Set([id]) })) : [];
  }

  /** What texts would be ranked by for a draft that is this title: to learn how the signs weigh. */
  titleSigns(title: string): readonly Signed<Found>[] {
    const text = textToCompare(title, '', this.#gazetteer);
    return this.#signsOf(text.whole, this.#judged(text, comparedInFull, {}));
  }

  /** Two documents of the index, compared; null when one is missing. */
  compare(a: string, b: string): Comparison | null {
    const [first, second] = [this.#places.get(a), this.#places.get(b)];
    if (first === undefined || second === undefined) return null;
    const text = (place: { part: Part; document: number }): ComparedText =>
      documentToCompare(place.part.segment, place.document, this.#gazetteer);
    return new Comparer(text(first), this.#statistics).compare(text(second));
  }

  /** Whether the index holds this document and the filters let it be found. */
  mayFind(id: string, filters: SearchFilters): boolean {
    const { part, document = 0 } = this.#places.get(id) ?? {};
    return !!part && isWithin(filters, id, part.segment.days[document] ?? noDay);
  }

  /** A draft and one document, judged whether it is among the candidates or not; null when it may not be found. */
  judgeOne(draft: Draft, id: string, filters: SearchFilters = {}): Found | null {
    return this.judgeThese(draft, [id], filters)[0] ?? null;
  }

  judgeThese(draft: Draft, ids: readonly string[], filters: SearchFilters = {}): readonly Found[] {
    const comparer = new Comparer(textToCompare(draft.title, draft.body, this.#gazetteer), this.#statistics);
    return ids.flatMap((id) => {
      const place = this.mayFind(id, filters) ? this.#places.get(id) : undefined;
      return place === undefined ? [] : [this.#judge(comparer, place.part, place.document, 0)];
    });
  }

  /**
   * Candidates by the rarest bigrams, the likeliest of them by their words, and of these the whole texts. Nothing is
   * ranked on a part of its score.
   */
  #judged(text: ComparedText, compared: number, filters: SearchFilters): readonly Found[] {
    const comparer = new Comparer(text, this.#statistics);
    const [segments, terms] = [this.#segments(), this.#terms(text)];
    const gathered = gatherCandidates(segments, terms, {
      count: Math.max(glancedAt, 2 * compared),
      accepts: this.#accepts(filters),
    });
    // The words of a title alone choose badly: it is compared with twice as many, by BM25.
    const likeliest =
      text.body.length < shortBody
        ? gathered.candidates.slice(0, 2 * compared)
        : this.#likeliest(comparer, gathered.candidates, compared);
    const found = scoreInFull({ ...gathered, candidates: likeliest }, segments, terms, this.#statistics);
    return found.flatMap(({ segment, document, score }) => {
      const part = this.#parts[segment];
      return part ? [this.#judge(comparer, part, document, score)] : [];
    });
  }

  #ranked({ whole, body }: ComparedText, found: readonly Found[]): readonly Found[] {
    if (body.length >= shortBody) return rankedByProbability(found);
    return rankedForTitle(this.#titleRanking, this.#signsOf(whole, found));
  }

  #signsOf(draft: Uint16Array, found: readonly Found[]): readonly Signed<Found>[] {
    const reader = new TitleReader(draft, this.#statistics);
    return found.map((each) => ({ found: each, signs: signsOf(reader, each, this.#folded(each.id)) }));
  }

  #folded(id: string): Uint16Array {
    const place = this.#places.get(id);
    if (place === undefined) return new Uint16Array();
    const { units, textBounds } = place.part.segment;
    return fold(units, textBounds[2 * place.document] ?? 0, textBounds[2 * place.document + 2] ?? 0);
  }

  #likeliest(comparer: Comparer, candidates: readonly Candidate[], count: number): readonly Candidate[] {
    if (candidates.length <= count) return candidates;
    const model = this.#trained();
    return candidates
      .map((candidate) => {
        const segment = this.#parts[candidate.segment]?.segment;
        const glance = segment && comparer.glance(termsToCompare(segment, candidate.document));
        return { candidate, score: glance === undefined ? Number.NEGATIVE_INFINITY : scoreOf(model, glance) };
      })
      .sort((a, b) => b.score - a.score)
      .slice(0, count)
      .map(({ candidate }) => candidate);
  }

  #judge(comparer: Comparer, { segment }: Part, document: number, bm25: number): Found {
    return {
      id: segment.ids[document] ?? '',
      submittedOn: dateOf(segment.days[document] ?? 0),
      bm25,
      ...this.#likelier(comparer, documentToCompare(segment, document, this.#gazetteer)),
    };
  }

  /** A draft that is a title so far is held up to the other's title too: it cannot be as long as a whole text. */
  #likelier(comparer: Comparer, other: ComparedText): Judgement & { readonly comparison: Comparison } {
    const judged = (text: ComparedText): Judgement & { readonly comparison: Comparison } => {
      const comparison = comparer.compare(text);
      return { comparison, ...judge(this.#trained(), comparison) };
    };
    const whole = judged(other);
    if (comparer.bodyLength >= shortBody || other.title.length === 0) return whole;
    const title = judged(titleToCompare(other));
    return title.probability > whole.probability ? title : whole;
  }

  #trained(): Model {
    if (this.#model === null) throw new Error('an index without a model compares, but does not judge');
    return this.#model;
  }

  #segments(): readonly Segment[] {
    return this.#parts.map(({ segment }) => segment);
  }

  #terms({ title, body }: ComparedText): readonly QueryTerm[] {
    return queryTerms(title, body, this.#statistics);
  }

  #accepts(filters: SearchFilters): (segment: number, document: number) => boolean {
    return (number, document) => {
      const part = this.#parts[number];
      if (part === undefined || part.dead[document] === 1) return false;
      return isWithin(filters, part.segment.ids[document] ?? '', part.segment.days[document] ?? noDay);
    };
  }

  #insert(segment: Segment): void {
    const part = { segment, dead: new Uint8Array(new SharedArrayBuffer(sizeOf(segment))), removed: 0 };
    this.#parts.push(part);
    const { bigrams } = this.#statistics;
    for (let term = 0; term < segment.terms.length; term++)
      bigrams.add(
        segment.terms[term] ?? 0,
        (segment.postingBounds[term + 1] ?? 0) - (segment.postingBounds[term] ?? 0),
      );
    segment.ids.forEach((id, document) => {
      this.#places.set(id, { part, document });
      this.#countWords(segment, document, 1);
    });
  }

  #count(segment: Segment, document: number, by: 1 | -1): void {
    const [start = 0, middle = 0, end = 0] = segment.textBounds.subarray(2 * document, 2 * document + 3);
    const found = new TermCounts();
    found.addBigrams(fold(segment.units, start, middle));
    found.addBigrams(fold(segment.units, middle, end));
    for (let slot = 0; slot < found.size; slot++) this.#statistics.bigrams.add(found.keyAt(slot), by);
    this.#countWords(segment, document, by);
  }

  #countWords(
    { textBounds, words, wordBounds, places, placeBounds }: Segment,
    document: number,
    by: 1 | -1,
  ): void {
    const { words: wordTable, places: placeTable } = this.#statistics;
    const wordEnd = wordBounds[2 * document + 2] ?? 0;
    for (let at = wordBounds[2 * document + 1] ?? 0; at < wordEnd; at++) wordTable.add(words[at] ?? 0, by);
    const placeEnd = placeBounds[document + 1] ?? 0;
    for (let at = placeBounds[document] ?? 0; at < placeEnd; at++) placeTable.add(places[at] ?? 0, by);
    const [start = 0, middle = 0, end = 0] = textBounds.subarray(2 * document, 2 * document + 3);
    this.#statistics.addLengths(middle - start, end - middle, by);
  }

  /** Small segments come together at once: after any number of single documents, a search reads few segments. */
  #mergeSmall(): void {
    for (
      let group = mergeable(this.#parts, mergedAtOnce);
      group !== null;
      group = mergeable(this.#parts, mergedAtOnce)
    )
      this.#replace(group, mergeSegments(group));
  }

  /** Large ones are merged by the maker while searches go on; what is removed meanwhile stays removed. */
  #mergeLarge(): void {
    if (this.#merging !== null) return;
    const group = mergeable(this.#parts, largestSegment);
    if (group === null) return;
    if (this.#maker === null) {
      this.#replace(group, mergeSegments(group));
      this.#mergeLarge();
      return;
    }
    this.#merging = this.#maker
      .merge(group.map(({ segment, dead }) => ({ segment, dead: dead.slice() })))
      .then(
        (segment) => {
          this.#replace(group, segment);
          this.#merging = null;
          this.#mergeLarge();
        },
        (error: unknown) => {
          this.#merging = null;
          throw error;
        },
      );
  }

  #replace(group: readonly Part[], segment: Segment): void {
    const part = { segment, dead: new Uint8Array(new SharedArrayBuffer(sizeOf(segment))), removed: 0 };
    segment.ids.forEach((id, document) => {
      const place = this.#places.get(id);
      if (place !== undefined && group.includes(place.part)) this.#places.set(id, { part, document });
      else {
        part.dead[document] = 1;
        part.removed++;
      }
    });
    this.#parts = [...this.#parts.filter((other) => !group.includes(other)), part];
  }
}
