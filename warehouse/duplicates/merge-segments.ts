import {
  largestSegment,
  sharedInt32,
  sharedUint16,
  sharedUint32,
  sharedUint8,
  type Segment,
} from './segment.ts';

/** A segment and which of its documents are gone (1) by now. */
export interface WithTombstones {
  readonly segment: Segment;
  readonly dead: Uint8Array;
}

const noDocument = 0xffffffff;

/** One segment of the living documents of several, in their order. Nothing is tokenised again. */
export function mergeSegments(parts: readonly WithTombstones[]): Segment {
  const renumbered = renumber(parts);
  const size = renumbered.reduce((sum, { living }) => sum + living.length, 0);
  if (size > largestSegment) throw new RangeError(`a segment holds ${largestSegment} documents`);
  return { ...mergeDocuments(renumbered, size), ...mergePostings(renumbered) };
}

interface Part {
  readonly segment: Segment;
  /** Old numbers of the living documents. */
  readonly living: Uint32Array;
  /** New number by old one, or `noDocument`. */
  readonly renamed: Uint32Array;
}

function renumber(parts: readonly WithTombstones[]): readonly Part[] {
  let next = 0;
  return parts.map(({ segment, dead }) => {
    const living = Uint32Array.from(dead.keys()).filter((document) => dead[document] === 0);
    const renamed = new Uint32Array(dead.length).fill(noDocument);
    for (const document of living) renamed[document] = next++;
    return { segment, living, renamed };
  });
}

function mergeDocuments(
  parts: readonly Part[],
  size: number,
): Omit<Segment, 'terms' | 'postingBounds' | 'postingDocs' | 'postingImpacts'> {
  const lengthOf = (bounds: (segment: Segment) => Uint32Array, each: 1 | 2): number =>
    parts.reduce((sum, { segment, living }) => {
      const ends = bounds(segment);
      return living.reduce(
        (total, document) => total + (ends[each * document + each] ?? 0) - (ends[each * document] ?? 0),
        sum,
      );
    }, 0);
  const wordTotal = lengthOf(({ wordBounds }) => wordBounds, 2);
  const merged = {
    ids: [] as string[],
    days: sharedInt32(size),
    units: sharedUint16(lengthOf(({ textBounds }) => textBounds, 2)),
    textBounds: sharedUint32(2 * size + 1),
    words: sharedUint32(wordTotal),
    wordCounts: sharedUint8(wordTotal),
    wordBounds: sharedUint32(2 * size + 1),
    places: sharedUint32(lengthOf(({ placeBounds }) => placeBounds, 1)),
    placeBounds: sharedUint32(size + 1),
  };
  for (const { segment, living } of parts)
    for (const document of living) {
      const at = merged.ids.length;
      merged.ids.push(segment.ids[document] ?? '');
      merged.days[at] = segment.days[document] ?? 0;
      copyPair(segment.units, segment.textBounds, document, merged.units, merged.textBounds, at);
      copyPair(segment.wordCounts, segment.wordBounds, document, merged.wordCounts, merged.wordBounds, at);
      copyPair(segment.words, segment.wordBounds, document, merged.words, merged.wordBounds, at);
      const [from, to] = [segment.placeBounds[document] ?? 0, segment.placeBounds[document + 1] ?? 0];
      merged.places.set(segment.places.subarray(from, to), merged.placeBounds[at]);
      merged.placeBounds[at + 1] = (merged.placeBounds[at] ?? 0) + to - from;
    }
  return merged;
}

/** Copies the two fields of a document: their values and where they end. */
function copyPair<T extends Uint8Array | Uint16Array | Uint32Array>(
  values: T,
  bounds: Uint32Array,
  document: number,
  toValues: T,
  toBounds: Uint32Array,
  at: number,
): void {
  const start = bounds[2 * document] ?? 0;
  const shift = (toBounds[2 * at] ?? 0) - start;
  toValues.set(values.subarray(start, bounds[2 * document + 2]), start + shift);
  toBounds[2 * at + 1] = (bounds[2 * document + 1] ?? 0) + shift;
  toBounds[2 * at + 2] = (bounds[2 * document + 2] ?? 0) + shift;
}

function mergePostings(
  parts: readonly Part[],
): Pick<Segment, 'terms' | 'postingBounds' | 'postingDocs' | 'postingImpacts'> {
  const terms = mergeTerms(parts.map(({ segment }) => segment.terms));
  const postingBounds = sharedUint32(terms.length + 1);
  eachPosting(parts, terms, (term) => {
    postingBounds[term + 1] = (postingBounds[term + 1] ?? 0) + 1;
  });
  for (let term = 0; term < terms.length; term++)
    postingBounds[term + 1] = (postingBounds[term + 1] ?? 0) + (postingBounds[term] ?? 0);
  const total = postingBounds[terms.length] ?? 0;
  const postingDocs = sharedUint16(total);
  const postingImpacts = sharedUint8(total);
  const next = new Uint32Array(postingBounds);
  eachPosting(parts, terms, (term, document, impact) => {
    const at = next[term] ?? 0;
    next[term] = at + 1;
    postingDocs[at] = document;
    postingImpacts[at] = impact;
  });
  return { terms, postingBounds, postingDocs, postingImpacts };
}

function mergeTerms(lists: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  all.sort();
  let distinct = 0;
  for (let index = 0; index < all.length; index++)
    if (index === 0 || all[index] !== all[index - 1]) all[distinct++] = all[index] ?? 0;
  const terms = sharedUint32(distinct);
  terms.set(all.subarray(0, distinct));
  return terms;
}

/** Visits the postings of living documents, part by part, with the new numbers of term and document. */
function eachPosting(
  parts: readonly Part[],
  terms: Uint32Array,
  visit: (term: number, document: number, impact: number) => void,
): void {
  for (const { segment, renamed } of parts) {
    let term = 0;
    for (let old = 0; old < segment.terms.length; old++) {
      while (terms[term] !== segment.terms[old]) term++;
      const end = segment.postingBounds[old + 1] ?? 0;
      for (let at = segment.postingBounds[old] ?? 0; at < end; at++) {
        const document = renamed[segment.postingDocs[at] ?? 0] ?? noDocument;
        if (document !== noDocument) visit(term, document, segment.postingImpacts[at] ?? 0);
      }
    }
  }
}
