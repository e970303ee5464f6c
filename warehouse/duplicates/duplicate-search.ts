import type { Boilerplate } from './boilerplate.ts';
import type { DuplicateIndex, Found } from './duplicate-index.ts';
import type { AreaRelation } from './gazetteer.ts';
import { placesOf } from './gazetteer.ts';
import { coverage, findPassages, joinFields, type Passage } from './highlight.ts';
import type { Band, Guard } from './model.ts';
import { foldForWords, normalise, unitsOf, type NormalisedText } from './normalise.ts';
import { byBand } from './ranking.ts';
import type { SearchFilters } from './search-filters.ts';
import type { Draft } from './suggestion.ts';
import { namedWords } from './words.ts';

/** An earlier suggestion that may be about the draft's matter. */
export interface Match {
  readonly id: string;
  readonly submittedOn: string | null;
  /** 同一事项概率: that one reply would answer both, 0 … 1, calibrated. Says nothing of how alike the wording is. */
  readonly probability: number;
  readonly band: Band;
  /** 文字重合率: the share of the draft's characters in passages shared with this one, 0 … 1. */
  readonly overlap: number;
  readonly reasons: Reasons;
  /** Offsets are into `title + '\n' + body` of either side. */
  readonly passages: readonly Passage[];
}

export interface Reasons {
  /** Why a likeness is not believed: another place, or the opposite stance. */
  readonly guards: readonly Guard[];
  readonly areas: AreaRelation;
  readonly places: readonly string[];
  /** Words of both, the rarest first. */
  readonly words: readonly string[];
  /** Characters of the longest run word for word. */
  readonly longestRun: number;
}

export interface SearchResult {
  readonly matches: readonly Match[];
  /** 文字重合率 of the draft: covered by passages of any match, and of the one match that covers most. */
  readonly overlap: {
    readonly total: number;
    readonly largest: { readonly id: string; readonly share: number } | null;
  };
}

const wordsShown = 6;
const placesShown = 6;

/** Finds the matches of a draft and says why, with the passages marked on both sides. */
export function searchDuplicates(
  index: DuplicateIndex,
  boilerplate: Boilerplate,
  draft: Draft,
  count: number,
  filters: SearchFilters = {},
): SearchResult {
  return explain(index, boilerplate, draft, index.find(draft, count, filters));
}

/** What was found, band by band, with reasons and passages. */
export function explain(
  index: DuplicateIndex,
  boilerplate: Boilerplate,
  draft: Draft,
  found: readonly Found[],
): SearchResult {
  const text = wholeText(draft, 'draft');
  const length = text.codes.length - 1;
  const folded = unitsOf(foldForWords(`${draft.title}\n${draft.body}`));
  const words = namedWords(folded);
  const places = new Map(placesOf(folded).map(({ name, hash }) => [hash, name]));
  const marked = boilerplate.mark(text.codes);
  const isBoilerplate = (): Uint8Array => marked;
  const union = new Uint8Array(text.codes.length);
  const matches = byBand(found).flatMap((each): Match[] => {
    const earlier = index.textOf(each.id);
    const terms = index.termsOf(each.id);
    if (earlier === null || terms === null) return [];
    const passages = findPassages(text, wholeText(earlier, 'earlier'), isBoilerplate);
    const covered = coverage(
      text,
      passages.map((passage) => passage.draft),
    );
    covered.forEach((mark, at) => {
      if (mark === 1) union[at] = 1;
    });
    return [
      {
        id: each.id,
        submittedOn: each.submittedOn,
        probability: each.probability,
        band: each.band,
        overlap: share(covered, length),
        reasons: {
          guards: each.guards,
          areas: each.comparison.areas,
          places: Array.from(terms.places)
            .flatMap((hash) => places.get(hash) ?? [])
            .slice(0, placesShown),
          words: sharedWords(index, words, terms.words),
          longestRun: each.comparison.runs.longest,
        },
        passages,
      },
    ];
  });
  return { matches, overlap: { total: share(union, length), largest: largestOf(matches) } };
}

function wholeText({ title, body }: Draft, side: 'draft' | 'earlier'): NormalisedText {
  return joinFields(normalise(title), title.length, normalise(body), side);
}

function share(covered: Uint8Array, length: number): number {
  return length === 0 ? 0 : covered.reduce((sum, mark) => sum + mark, 0) / length;
}

function sharedWords(
  index: DuplicateIndex,
  words: ReadonlyMap<number, string>,
  earlier: Uint32Array,
): readonly string[] {
  return Array.from(earlier)
    .flatMap((hash) => {
      const word = words.get(hash);
      return word === undefined ? [] : [{ word, rarity: index.rarityOfWord(hash) }];
    })
    .sort((a, b) => b.rarity - a.rarity)
    .slice(0, wordsShown)
    .map(({ word }) => word);
}

function largestOf(matches: readonly Match[]): { id: string; share: number } | null {
  const [most] = [...matches].sort((a, b) => b.overlap - a.overlap);
  return most === undefined || most.overlap === 0 ? null : { id: most.id, share: most.overlap };
}
