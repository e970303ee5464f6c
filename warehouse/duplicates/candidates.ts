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

/** Up to so many documents every posting of every term is read. */
const usualExhaustiveUpTo = 200_000;

/**
 * Beyond, terms that stand in more documents than this are left out of the first pass. They decide little, and hold
 * most of the postings; whatever the first pass finds is scored again with all terms before it is ranked.
 */
const frequentBeyond = 0.02;
/** So many times the candidates wanted are kept for the second scoring. */
const spare = 4;

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
    const weight =
      termWeight(frequency, statistics.documents) * ((count * (1 + bm25.k1)) / (count + bm25.k1));
    terms.push({ key, weight, frequency });
  }
  return terms.sort((a, b) => a.frequency - b.frequency);
}

export interface Wanted {
  readonly count: number;
  /** Whether a document may be found at all: not removed, and within the filters. */
  readonly accepts: (segment: number, document: number) => boolean;
  /** Documents up to which every posting is read; for tests of what happens beyond. */
  readonly exhaustiveUpTo?: number;
}

const scores = new Float32Array(largestSegment);

/** The best candidates by BM25 over all segments, best first. */
export function findCandidates(
  segments: readonly Segment[],
  terms: readonly QueryTerm[],
  statistics: CorpusStatistics,
  { count, accepts, exhaustiveUpTo = usualExhaustiveUpTo }: Wanted,
): readonly Candidate[] {
  const isExhaustive = statistics.documents <= exhaustiveUpTo;
  const read = isExhaustive ? terms : firstPass(terms, statistics.documents);
  const best = new Best(read.length === terms.length ? count : count * spare);
  for (const [number, segment] of segments.entries()) {
    const size = sizeOf(segment);
    scores.fill(0, 0, size);
    for (const { key, weight } of read) addPostings(segment, key, weight);
    for (let document = 0; document < size; document++) {
      const score = scores[document] ?? 0;
      if (score > best.least && accepts(number, document)) best.offer({ segment: number, document, score });
    }
  }
  const found = best.sorted();
  if (read.length === terms.length) return found;
  const weights = new Map(terms.map(({ key, weight }) => [key, weight]));
  return found
    .map((candidate) => {
      const segment = segments[candidate.segment];
      const score = segment ? fullScore(segment, candidate.document, weights, statistics.meanLengths) : 0;
      return { ...candidate, score };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, count);
}

/** The terms worth reading at a million documents: those rare enough, and in any case the rarest eight. */
function firstPass(terms: readonly QueryTerm[], documents: number): readonly QueryTerm[] {
  return terms.filter(({ frequency }, index) => index < 8 || frequency <= frequentBeyond * documents);
}

function addPostings(segment: Segment, key: number, weight: number): void {
  const term = termAt(segment, key);
  if (term === -1) return;
  const { postingBounds, postingDocs, postingImpacts } = segment;
  const end = postingBounds[term + 1] ?? 0;
  for (let at = postingBounds[term] ?? 0; at < end; at++) {
    const document = postingDocs[at] ?? 0;
    scores[document] = (scores[document] ?? 0) + weight * (postingImpacts[at] ?? 0);
  }
}

const counted = { title: new TermCounts(), body: new TermCounts() };

/** The score with all terms, from the text itself. */
function fullScore(
  { units, textBounds }: Segment,
  document: number,
  weights: ReadonlyMap<number, number>,
  mean: MeanLengths,
): number {
  const [start = 0, middle = 0, end = 0] = textBounds.subarray(2 * document, 2 * document + 3);
  counted.title.clear();
  counted.title.addBigrams(fold(units, start, middle));
  counted.body.clear();
  counted.body.addBigrams(fold(units, middle, end));
  const norms = { title: titleNorm(middle - start, mean), body: bodyNorm(end - middle, mean) };
  let score = 0;
  for (let slot = 0; slot < counted.body.size; slot++) {
    const key = counted.body.keyAt(slot);
    const weight = weights.get(key);
    if (weight === undefined) continue;
    const inTitle = counted.title.slotOf(key);
    const titleCount = inTitle === -1 ? 0 : counted.title.countAt(inTitle);
    score += weight * impactOf(titleCount, counted.body.countAt(slot), norms.title, norms.body);
  }
  for (let slot = 0; slot < counted.title.size; slot++) {
    const key = counted.title.keyAt(slot);
    if (counted.body.slotOf(key) !== -1) continue;
    score += (weights.get(key) ?? 0) * impactOf(counted.title.countAt(slot), 0, norms.title, norms.body);
  }
  return score;
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
