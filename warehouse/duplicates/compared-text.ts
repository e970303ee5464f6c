import type { Gazetteer, Place } from './gazetteer.ts';
import { placesOf } from './gazetteer.ts';
import { fold, foldForWords, foldUnitsForWords, unitsOf } from './normalise.ts';
import type { Segment } from './segment.ts';
import { stanceOf, type Stance } from './stance.ts';
import { TermCounts } from './term-counts.ts';
import { countWords } from './words.ts';

/** One side of a comparison: a text, taken apart once. */
export interface ComparedText {
  /** Title and body, folded, one after the other. */
  readonly whole: Uint16Array;
  readonly title: Uint16Array;
  readonly body: Uint16Array;
  readonly titleWords: WordList;
  /** Of title and body together. */
  readonly words: WordList;
  readonly places: Uint32Array;
  readonly titlePlaces: readonly Place[];
  readonly areas: ReadonlyMap<string, string | null>;
  readonly stance: Stance;
}

/** Hashes of words, each once, and how often they occur. */
export interface WordList {
  readonly hashes: Uint32Array;
  readonly counts: Uint8Array;
}

/** Areas named in the title; where it names none, those in the first lines of the body. */
const firstLines = 200;

function areasOf(gazetteer: Gazetteer, title: string, body: string): ReadonlyMap<string, string | null> {
  const inTitle = gazetteer.areasOf(title);
  return inTitle.size > 0 ? inTitle : gazetteer.areasOf(body.slice(0, firstLines));
}

export function textToCompare(title: string, body: string, gazetteer: Gazetteer): ComparedText {
  const folded = { title: foldForWords(title), body: foldForWords(body) };
  const counts = countWords(new TermCounts(), folded.title);
  const titleWords = wordList(counts);
  return {
    ...foldFields(unitsOf(title + body), 0, title.length, title.length + body.length),
    titleWords,
    words: wordList(countWords(counts, folded.body)),
    places: Uint32Array.from(placesOf(`${folded.title} ${folded.body}`), ({ hash }) => hash),
    titlePlaces: placesOf(folded.title),
    areas: areasOf(gazetteer, folded.title, folded.body),
    stance: stanceOf(folded.title),
  };
}

function wordList(counts: TermCounts): WordList {
  const slots = Array.from({ length: counts.size }, (_, slot) => slot);
  return {
    hashes: Uint32Array.from(slots, (slot) => counts.keyAt(slot)),
    counts: Uint8Array.from(slots, (slot) => Math.min(255, counts.countAt(slot))),
  };
}

/** A document of a segment, from what was kept when it came in: its words are not cut again. */
export function documentToCompare(segment: Segment, document: number, gazetteer: Gazetteer): ComparedText {
  const { units, textBounds, wordBounds, placeBounds } = segment;
  const [start = 0, middle = 0, end = 0] = textBounds.subarray(2 * document, 2 * document + 3);
  const [first = 0, second = 0, third = 0] = wordBounds.subarray(2 * document, 2 * document + 3);
  const words = (from: number, to: number): WordList => ({
    hashes: segment.words.subarray(from, to),
    counts: segment.wordCounts.subarray(from, to),
  });
  const title = foldUnitsForWords(units, start, middle);
  return {
    ...foldFields(units, start, middle, end),
    titleWords: words(first, second),
    words: words(second, third),
    places: segment.places.subarray(placeBounds[document], placeBounds[document + 1]),
    titlePlaces: placesOf(title),
    areas: areasOf(gazetteer, title, foldUnitsForWords(units, middle, Math.min(end, middle + firstLines))),
    stance: stanceOf(title),
  };
}

function foldFields(
  units: Uint16Array,
  start: number,
  middle: number,
  end: number,
): Pick<ComparedText, 'whole' | 'title' | 'body'> {
  const [title, body] = [fold(units, start, middle), fold(units, middle, end)];
  const whole = new Uint16Array(title.length + body.length);
  whole.set(title);
  whole.set(body, title.length);
  return { whole, title, body };
}
