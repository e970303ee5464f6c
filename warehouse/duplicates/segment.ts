/**
 * A part of the index that never changes: documents, numbered from 0, and everything the search needs of them. All
 * arrays lie in shared memory, so that a worker can merge segments while they are searched, without a copy.
 *
 * At most 65 536 documents: a posting is then a 16-bit document and an 8-bit impact, and the scores of a segment fit
 * the cache.
 */
export interface Segment {
  readonly ids: readonly string[];
  /** Days since 1970, or `noDay`. */
  readonly days: Int32Array;
  /** Titles and bodies as they were written: title `i` is `units[bounds[2i], bounds[2i+1])`, its body what follows. */
  readonly units: Uint16Array;
  readonly textBounds: Uint32Array;
  /** Hashes of words and how often they occur: those of title `i`, then those of title and body together. */
  readonly words: Uint32Array;
  readonly wordCounts: Uint8Array;
  readonly wordBounds: Uint32Array;
  /** Hashes of the places a document names. */
  readonly places: Uint32Array;
  readonly placeBounds: Uint32Array;
  /** Bigrams in ascending order; the postings of term `t` are `[postingBounds[t], postingBounds[t+1])`. */
  readonly terms: Uint32Array;
  readonly postingBounds: Uint32Array;
  readonly postingDocs: Uint16Array;
  readonly postingImpacts: Uint8Array;
}

export const largestSegment = 65_536;

export function sizeOf(segment: Segment): number {
  return segment.days.length;
}

/** Bytes held by a segment's arrays. */
export function bytesOf(segment: Segment): number {
  return Object.values(segment).reduce<number>(
    (sum, part: unknown) => sum + (ArrayBuffer.isView(part) ? part.byteLength : 0),
    0,
  );
}

/** The place of a bigram in a segment, or -1. */
export function termAt(segment: Segment, key: number): number {
  const { terms } = segment;
  let low = 0;
  let high = terms.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const term = terms[middle] ?? 0;
    if (term === key) return middle;
    if (term < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Two code units as one key, never 0. */
export function bigramKey(first: number, second: number): number {
  return ((first << 16) | second) >>> 0;
}

export const sharedUint8 = (length: number): Uint8Array<SharedArrayBuffer> =>
  new Uint8Array(new SharedArrayBuffer(length));
export const sharedUint16 = (length: number): Uint16Array<SharedArrayBuffer> =>
  new Uint16Array(new SharedArrayBuffer(length * 2));
export const sharedUint32 = (length: number): Uint32Array<SharedArrayBuffer> =>
  new Uint32Array(new SharedArrayBuffer(length * 4));
export const sharedInt32 = (length: number): Int32Array<SharedArrayBuffer> =>
  new Int32Array(new SharedArrayBuffer(length * 4));
