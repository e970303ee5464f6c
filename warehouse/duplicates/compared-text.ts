import type { Gazetteer, Place } from './gazetteer.ts';
import { placesOf, placesOfBoth } from './gazetteer.ts';
import { fold, foldCodesForWords, textOf, unitsOf } from './normalise.ts';
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

function areasOf(
  gazetteer: Gazetteer,
  title: Uint16Array,
  firstOfBody: () => Uint16Array,
): ReadonlyMap<string, string | null> {
  const inTitle = gazetteer.areasOf(title);
  return inTitle.size > 0 ? inTitle : gazetteer.areasOf(firstOfBody());
}

export function textToCompare(title: string, body: string, gazetteer: Gazetteer): ComparedText {
  const units = unitsOf(title + body);
  const [middle, end] = [title.length, title.length + body.length];
  const folded = {
    title: foldCodesForWords(units, 0, middle),
    body: foldCodesForWords(units, middle, end),
  };
  const counts = countWords(new TermCounts(), folded.title);
  const titleWords = wordList(counts);
  return {
    ...foldFields(units, 0, middle, end),
    titleWords,
    words: wordList(countWords(counts, folded.body)),
    places: Uint32Array.from(placesOfBoth(folded.title, folded.body), ({ hash }) => hash),
    ...ofTitle(folded.title),
    areas: areasOf(gazetteer, folded.title, () => folded.body.subarray(0, firstLines)),
  };
}

/** What the title alone says: it is the plainest statement of what is wanted, and where. */
function ofTitle(title: Uint16Array): Pick<ComparedText, 'titlePlaces' | 'stance'> {
  return { titlePlaces: placesOf(title), stance: stanceOf(textOf(title, 0, title.length)) };
}

function wordList(counts: TermCounts): WordList {
  const slots = Array.from({ length: counts.size }, (_, slot) => slot);
  return {
    hashes: Uint32Array.from(slots, (slot) => counts.keyAt(slot)),
    counts: Uint8Array.from(slots, (slot) => Math.min(255, counts.countAt(slot))),
  };
}

/** The words and places of a document, as they were kept when it came in. */
export function termsToCompare(
  segment: Segment,
  document: number,
): Pick<ComparedText, 'titleWords' | 'words' | 'places'> {
  const { wordBounds, placeBounds } = segment;
  const [first = 0, second = 0, third = 0] = wordBounds.subarray(2 * document, 2 * document + 3);
  const words = (from: number, to: number): WordList => ({
    hashes: segment.words.subarray(from, to),
    counts: segment.wordCounts.subarray(from, to),
  });
  return {
    titleWords: words(first, second),
    words: words(second, third),
    places: segment.places.subarray(placeBounds[document], placeBounds[document + 1]),
  };
}

/** A document of a segment: its words are not cut again. */
export function documentToCompare(segment: Segment, document: number, gazetteer: Gazetteer): ComparedText {
  const { units, textBounds } = segment;
  const [start = 0, middle = 0, end = 0] = textBounds.subarray(2 * document, 2 * document + 3);
  const title = foldCodesForWords(units, start, middle);
  return {
    ...foldFields(units, start, middle, end),
    ...termsToCompare(segment, document),
    ...ofTitle(title),
    areas: areasOf(gazetteer, title, () =>
      foldCodesForWords(units, middle, Math.min(end, middle + firstLines)),
    ),
  };
}

/** A text as if nothing but its title had been written. */
export function titleToCompare(text: ComparedText): ComparedText {
  return {
    ...text,
    whole: text.title,
    body: text.body.subarray(0, 0),
    words: text.titleWords,
    places: Uint32Array.from(text.titlePlaces, ({ hash }) => hash),
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
