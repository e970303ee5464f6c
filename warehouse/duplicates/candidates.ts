import { bm25, impactOf, bodyNorm, termWeight, titleNorm, type MeanLengths } from './bm25.ts';
import { fold } from './normalise.ts';
import { bigramKey, largestSegment, sizeOf, termAt, type Segment } from './segment.ts';
import type { CorpusStatistics } from './statistics.ts';
import { TermCounts } from './term-counts.ts';

/** A document by segment and number, and its BM25 score. */
export interface Candidate {
  readonly segment: number;
  readonly document: number;
  readonly score: number;
}

export interface QueryTerm {
  readonly key: number;
  readonly weight: number;
  readonly frequency: number;
}

/**
 * So many postings are read, those of the rarest terms first: all of a draft in ten thousand documents. In larger
 * registers the frequent terms decide little and hold most of the postings; whatever is found without them is looked at
 * as a whole before it is ranked.
 */
const usualPostingsRead = 400_000;
/** So many times the candidates wanted are kept for the second scoring. */
const spare = 1.5;

/** A draft's bigrams, rarest first: saturated frequency in the draft times rarity in the corpus. */
export function queryTerms(
  title: Uint16Array,
  body: Uint16Array,
  statistics: CorpusStatistics,
): readonly QueryTerm[] {
  const counts = new TermCounts();
  // The title says it in brief: it counts twice.
  for (const [codes, by] of [
    [title, 2],
    [body, 1],
  ] as const)
    for (let at = 0; at + 1 < codes.length; at++)
      counts.add(bigramKey(codes[at] ?? 0, codes[at + 1] ?? 0), by);
  const terms: QueryTerm[] = [];
  for (let slot = 0; slot < counts.size; slot++) {
    const key = counts.keyAt(slot);
    const frequency = statistics.bigrams.get(key);
    if (frequency === 0) continue;
    const count = counts.countAt(slot);
    const weight = termWeight(frequency, statistics.weighed) * ((count * (1 + bm25.k1)) / (count + bm25.k1));
    terms.push({ key, weight, frequency });
  }
  return terms.sort((a, b) => a.frequency - b.frequency);
}

export interface Wanted {
  readonly count: number;
  /** Whether a document may be found at all: not removed, and within the filters. */
  readonly accepts: (segment: number, document: number) => boolean;
  /** Postings read before what is found is scored again; for tests of what happens beyond. */
  readonly postingsRead?: number;
}

/** Scores in whole steps: adding integers takes half the time of adding floats. */
const scores = new Int32Array(largestSegment);
/** The largest impact, and room in 31 bits for the sum of all. */
const largestImpact = 255;
const most = 0x7fffffff;

export interface Gathered {
  readonly candidates: readonly Candidate[];
  /** Whether the scores are of all terms. Where they are not, they choose who is looked at, and rank nobody. */
  readonly isComplete: boolean;
}

/** The best candidates over all segments by the postings that are read, the rarest terms' first. */
export function gatherCandidates(
  segments: readonly Segment[],
  terms: readonly QueryTerm[],
  { count, accepts, postingsRead = usualPostingsRead }: Wanted,
): Gathered {
  const read = firstPass(terms, postingsRead);
  const highest = largestImpact * read.reduce((sum, { weight }) => sum + weight, 0);
  // Rounding may add half a step a posting.
  const steps = (most - largestImpact * read.length) / Math.max(1e-9, highest);
  const best = new Best(count);
  for (const [number, segment] of segments.entries()) {
    const size = sizeOf(segment);
    scores.fill(0, 0, size);
    for (const { key, weight } of read) addPostings(segment, key, Math.round(weight * steps));
    for (let document = 0; document < size; document++) {
      const score = scores[document] ?? 0;
      if (score > best.least && accepts(number, document)) best.offer({ segment: number, document, score });
    }
  }
  return {
    candidates: best.sorted().map((each) => ({ ...each, score: each.score / steps })),
    isComplete: read.length === terms.length,
  };
}

/** The candidates with their BM25 scores by all terms. */
export function scoreInFull(
  { candidates, isComplete }: Gathered,
  segments: readonly Segment[],
  terms: readonly QueryTerm[],
  { meanLengths }: CorpusStatistics,
): readonly Candidate[] {
  if (isComplete) return candidates;
  const scorer = new FullScorer(terms, meanLengths);
  return candidates.map((candidate) => {
    const segment = segments[candidate.segment];
    return { ...candidate, score: segment ? scorer.score(segment, candidate.document) : 0 };
  });
}

/** The best candidates by BM25 with all terms, best first. */
export function findCandidates(
  segments: readonly Segment[],
  terms: readonly QueryTerm[],
  statistics: CorpusStatistics,
  wanted: Wanted,
): readonly Candidate[] {
  const gathered = gatherCandidates(segments, terms, { ...wanted, count: Math.ceil(spare * wanted.count) });
  return [...scoreInFull(gathered, segments, terms, statistics)]
    .sort((a, b) => b.score - a.score)
    .slice(0, wanted.count);
}

/** The rarest terms, as many as have so many postings together; in any case the rarest eight. */
function firstPass(terms: readonly QueryTerm[], postings: number): readonly QueryTerm[] {
  let read = 0;
  return terms.filter(({ frequency }, index) => (read += frequency) <= postings || index < 8);
}

function addPostings(segment: Segment, key: number, weight: number): void {
  const term = termAt(segment, key);
  if (term === -1) return;
  const { postingBounds, postingDocs, postingImpacts } = segment;
  const sums = scores;
  const end = postingBounds[term + 1] ?? 0;
  for (let at = postingBounds[term] ?? 0; at < end; at++) {
    const document = postingDocs[at] ?? 0;
    sums[document] = ((sums[document] ?? 0) + Math.imul(weight, postingImpacts[at] ?? 0)) | 0;
  }
}

/** The scores of single documents with all terms, from their texts. */
class FullScorer {
  readonly #terms = new TermCounts();
  readonly #weights: Float64Array;
  readonly #inTitle: Uint32Array;
  readonly #inBody: Uint32Array;
  readonly #found: Uint32Array;
  readonly #mean: MeanLengths;
  #size = 0;

  constructor(terms: readonly QueryTerm[], mean: MeanLengths) {
    for (const { key } of terms) this.#terms.add(key);
    this.#weights = Float64Array.from(terms, ({ weight }) => weight);
    this.#inTitle = new Uint32Array(terms.length);
    this.#inBody = new Uint32Array(terms.length);
    this.#found = new Uint32Array(terms.length);
    this.#mean = mean;
  }

  score({ units, textBounds }: Segment, document: number): number {
    const [start = 0, middle = 0, end = 0] = textBounds.subarray(2 * document, 2 * document + 3);
    this.#size = 0;
    this.#count(fold(units, start, middle), this.#inTitle);
    this.#count(fold(units, middle, end), this.#inBody);
    const norms = {
      title: titleNorm(middle - start, this.#mean),
      body: bodyNorm(end - middle, this.#mean),
    };
    let score = 0;
    for (let at = 0; at < this.#size; at++) {
      const slot = this.#found[at] ?? 0;
      const impact = impactOf(this.#inTitle[slot] ?? 0, this.#inBody[slot] ?? 0, norms.title, norms.body);
      score += (this.#weights[slot] ?? 0) * impact;
      this.#inTitle[slot] = 0;
      this.#inBody[slot] = 0;
    }
    return score;
  }

  #count(codes: Uint16Array, counts: Uint32Array): void {
    for (let at = 0; at + 1 < codes.length; at++) {
      const slot = this.#terms.slotOf(bigramKey(codes[at] ?? 0, codes[at + 1] ?? 0));
      if (slot === -1) continue;
      if (this.#inTitle[slot] === 0 && this.#inBody[slot] === 0) this.#found[this.#size++] = slot;
      counts[slot] = (counts[slot] ?? 0) + 1;
    }
  }
}

/** The best so many, in a heap whose top is the least of them. */
class Best {
  readonly #heap: Candidate[] = [];
  readonly #count: number;
  /** What a newcomer has to beat. */
  least = 0;

  constructor(count: number) {
    this.#count = count;
  }

  offer(candidate: Candidate): void {
    const heap = this.#heap;
    if (heap.length < this.#count) {
      heap.push(candidate);
      this.#rise(heap.length - 1);
    } else {
      heap[0] = candidate;
      this.#sink();
    }
    if (heap.length === this.#count) this.least = heap[0]?.score ?? 0;
  }

  sorted(): readonly Candidate[] {
    return [...this.#heap].sort((a, b) => b.score - a.score);
  }

  #scoreAt(at: number): number {
    return this.#heap[at]?.score ?? Number.POSITIVE_INFINITY;
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    const [first, second] = [heap[a], heap[b]];
    if (first === undefined || second === undefined) return;
    heap[a] = second;
    heap[b] = first;
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const up = (at - 1) >>> 1;
      if (this.#scoreAt(up) <= this.#scoreAt(at)) return;
      this.#swap(up, at);
      at = up;
    }
  }

  #sink(): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const child = this.#scoreAt(left + 1) < this.#scoreAt(left) ? left + 1 : left;
      if (this.#scoreAt(child) >= this.#scoreAt(at)) return;
      this.#swap(child, at);
      at = child;
    }
  }
}
