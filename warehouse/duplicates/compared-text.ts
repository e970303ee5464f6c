import type { Gazetteer, Place } from './gazetteer.ts';
import { placesOf } from './gazetteer.ts';
import { fold, foldForWords, unitsOf } from './normalise.ts';
import type { Segment } from './segment.ts';
import { stanceOf, type Stance } from './stance.ts';
import { TermCounts } from './term-counts.ts';
import { countWords } from './words.ts';

/** One side of a comparison: a text, taken apart once. */
export interface ComparedText {
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
    title: fold(unitsOf(title), 0, title.length),
    body: fold(unitsOf(body), 0, body.length),
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
  const [start, middle, end] = [0, 1, 2].map((each) => textBounds[2 * document + each] ?? 0) as [
    number,
    number,
    number,
  ];
  const [first, second, third] = [0, 1, 2].map((each) => wordBounds[2 * document + each] ?? 0) as [
    number,
    number,
    number,
  ];
  const words = (from: number, to: number): WordList => ({
    hashes: segment.words.subarray(from, to),
    counts: segment.wordCounts.subarray(from, to),
  });
  const title = foldForWords(textOf(units, start, middle));
  return {
    title: fold(units, start, middle),
    body: fold(units, middle, end),
    titleWords: words(first, second),
    words: words(second, third),
    places: segment.places.subarray(placeBounds[document], placeBounds[document + 1]),
    titlePlaces: placesOf(title),
    areas: areasOf(gazetteer, title, foldForWords(textOf(units, middle, Math.min(end, middle + firstLines)))),
    stance: stanceOf(title),
  };
}

/** `units[from, to)` as a string. */
export function textOf(units: Uint16Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at++) text += String.fromCharCode(units[at] ?? 0);
  return text;
}
