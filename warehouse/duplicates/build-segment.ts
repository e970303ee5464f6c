import { bodyNorm, impactOf, titleNorm, type MeanLengths } from './bm25.ts';
import { placesOfBoth } from './gazetteer.ts';
import { GrowingUint32 } from './growing.ts';
import { fold, foldCodesForWords } from './normalise.ts';
import {
  bigramKey,
  largestSegment,
  sharedInt32,
  sharedUint16,
  sharedUint32,
  sharedUint8,
  type Segment,
} from './segment.ts';
import { dayOf, type SuggestionText } from './suggestion.ts';
import { TermSlots } from './term-slots.ts';
import { TermCounts } from './term-counts.ts';
import { countWords } from './words.ts';

/** Builds a segment from documents, of which the ids must be distinct. */
export function buildSegment(documents: readonly SuggestionText[], mean: MeanLengths): Segment {
  if (documents.length > largestSegment) throw new RangeError(`a segment holds ${largestSegment} documents`);
  const texts = gatherTexts(documents);
  return {
    ids: documents.map(({ id }) => id),
    days: shareInt32(documents.map(({ submittedOn }) => dayOf(submittedOn))),
    ...texts,
    ...gatherWords(documents, texts),
    ...gatherPostings(texts, documents.length, mean),
  };
}

function gatherTexts(documents: readonly SuggestionText[]): Pick<Segment, 'units' | 'textBounds'> {
  const length = documents.reduce((sum, { title, body }) => sum + title.length + body.length, 0);
  const units = sharedUint16(length);
  const textBounds = sharedUint32(2 * documents.length + 1);
  let at = 0;
  documents.forEach(({ title, body }, index) => {
    for (const [field, text] of [title, body].entries()) {
      for (let unit = 0; unit < text.length; unit++) units[at++] = text.charCodeAt(unit);
      textBounds[2 * index + field + 1] = at;
    }
  });
  return { units, textBounds };
}

function gatherWords(
  documents: readonly SuggestionText[],
  { units, textBounds }: Pick<Segment, 'units' | 'textBounds'>,
): Pick<Segment, 'words' | 'wordCounts' | 'wordBounds' | 'places' | 'placeBounds'> {
  const words = new GrowingUint32(documents.length * 128);
  const wordCounts = new GrowingUint32(documents.length * 128);
  const places = new GrowingUint32(documents.length * 16);
  const wordBounds = sharedUint32(2 * documents.length + 1);
  const placeBounds = sharedUint32(documents.length + 1);
  const counts = new TermCounts();
  const push = (found: TermCounts): void => {
    for (let slot = 0; slot < found.size; slot++) {
      words.push(found.keyAt(slot));
      wordCounts.push(Math.min(255, found.countAt(slot)));
    }
  };
  for (let index = 0; index < documents.length; index++) {
    const [start = 0, middle = 0, end = 0] = textBounds.subarray(2 * index, 2 * index + 3);
    const title = foldCodesForWords(units, start, middle);
    const body = foldCodesForWords(units, middle, end);
    counts.clear();
    push(countWords(counts, title));
    wordBounds[2 * index + 1] = words.length;
    push(countWords(counts, body));
    wordBounds[2 * index + 2] = words.length;
    for (const { hash } of placesOfBoth(title, body)) places.push(hash);
    placeBounds[index + 1] = places.length;
  }
  return {
    words: share32(words.view()),
    wordCounts: share8(wordCounts.view()),
    wordBounds,
    places: share32(places.view()),
    placeBounds,
  };
}

/** Bigrams by document, then turned over: counted by term, and dealt out in the order of the terms. */
function gatherPostings(
  { units, textBounds }: Pick<Segment, 'units' | 'textBounds'>,
  size: number,
  mean: MeanLengths,
): Pick<Segment, 'terms' | 'postingBounds' | 'postingDocs' | 'postingImpacts'> {
  const slots = new TermSlots();
  const postings = { terms: new GrowingUint32(size * 256), documents: new GrowingUint32(size * 256) };
  for (let index = 0; index < size; index++) {
    const start = textBounds[2 * index] ?? 0;
    const middle = textBounds[2 * index + 1] ?? 0;
    const end = textBounds[2 * index + 2] ?? 0;
    const title = fold(units, start, middle);
    const body = fold(units, middle, end);
    slots.begin();
    for (let at = 0; at + 1 < title.length; at++)
      slots.count(bigramKey(title[at] ?? 0, title[at + 1] ?? 0), true);
    for (let at = 0; at + 1 < body.length; at++)
      slots.count(bigramKey(body[at] ?? 0, body[at + 1] ?? 0), false);
    const norms = { title: titleNorm(middle - start, mean), body: bodyNorm(end - middle, mean) };
    slots.each((slot, inTitle, inBody) => {
      postings.terms.push(slot);
      postings.documents.push((index << 8) | impactOf(inTitle, inBody, norms.title, norms.body));
    });
  }
  return turnOver(slots, postings);
}

function turnOver(
  slots: TermSlots,
  postings: { terms: GrowingUint32; documents: GrowingUint32 },
): Pick<Segment, 'terms' | 'postingBounds' | 'postingDocs' | 'postingImpacts'> {
  const { terms, order } = slots.sorted();
  const rank = new Uint32Array(terms.length);
  order.forEach((slot, place) => (rank[slot] = place));
  const postingBounds = sharedUint32(terms.length + 1);
  const slotsOfPostings = postings.terms.view();
  const documents = postings.documents.view();
  for (const slot of slotsOfPostings) {
    const place = (rank[slot] ?? 0) + 1;
    postingBounds[place] = (postingBounds[place] ?? 0) + 1;
  }
  for (let place = 1; place < postingBounds.length; place++)
    postingBounds[place] = (postingBounds[place] ?? 0) + (postingBounds[place - 1] ?? 0);
  const next = new Uint32Array(postingBounds);
  const postingDocs = sharedUint16(slotsOfPostings.length);
  const postingImpacts = sharedUint8(slotsOfPostings.length);
  for (let index = 0; index < slotsOfPostings.length; index++) {
    const place = rank[slotsOfPostings[index] ?? 0] ?? 0;
    const at = next[place] ?? 0;
    next[place] = at + 1;
    postingDocs[at] = (documents[index] ?? 0) >>> 8;
    postingImpacts[at] = (documents[index] ?? 0) & 0xff;
  }
  return { terms, postingBounds, postingDocs, postingImpacts };
}

function share8(values: Uint32Array): Uint8Array {
  const shared = sharedUint8(values.length);
  shared.set(values);
  return shared;
}

function share32(values: Uint32Array): Uint32Array {
  const shared = sharedUint32(values.length);
  shared.set(values);
  return shared;
}

function shareInt32(values: readonly number[]): Int32Array {
  const shared = sharedInt32(values.length);
  shared.set(values);
  return shared;
}
