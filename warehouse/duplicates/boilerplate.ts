import { normalise } from './normalise.ts';
import { bigramKey } from './segment.ts';

/**
 * Phrases that say nothing of the matter: salutations, 关于加强…的建议, 建议如下, 盼回复. They are learned from a corpus
 * (see `learnBoilerplate`) and read by a person before they are kept.
 */
export class Boilerplate {
  readonly #byBeginning = new Map<number, Uint16Array[]>();

  constructor(phrases: readonly string[]) {
    for (const phrase of phrases) {
      const { codes } = normalise(phrase);
      if (codes.length < 2) continue;
      const key = bigramKey(codes[0] ?? 0, codes[1] ?? 0);
      this.#byBeginning.set(key, [...(this.#byBeginning.get(key) ?? []), codes]);
    }
  }

  /** Marks (1) the compared code units that lie in a phrase. */
  mark(codes: Uint16Array): Uint8Array {
    const marked = new Uint8Array(codes.length);
    for (let at = 0; at + 1 < codes.length; at++)
      for (const phrase of this.#byBeginning.get(bigramKey(codes[at] ?? 0, codes[at + 1] ?? 0)) ?? [])
        if (phrase.every((code, index) => codes[at + index] === code)) marked.fill(1, at, at + phrase.length);
    return marked;
  }
}

export interface LearningOptions {
  /** Characters of a phrase. */
  readonly shortest: number;
  readonly longest: number;
  /** The share of documents a phrase must stand in. */
  readonly least: number;
}

/**
 * Phrases that stand in many documents, the longest first; one inside another of about the same frequency is left out.
 */
export function learnBoilerplate(
  texts: Iterable<string>,
  { shortest, longest, least }: LearningOptions,
): readonly { readonly phrase: string; readonly documents: number }[] {
  const counts = new Map<string, number>();
  let documents = 0;
  for (const text of texts) {
    documents++;
    const folded = String.fromCharCode(...normalise(text.slice(0, 4000)).codes);
    const found = new Set<string>();
    for (let length = shortest; length <= longest; length++)
      for (let at = 0; at + length <= folded.length; at++) {
        const phrase = folded.slice(at, at + length);
        // A phrase can only be frequent if its beginning is: most are not looked at.
        if (length === shortest || (counts.get(phrase.slice(0, -1)) ?? 0) > 1) found.add(phrase);
      }
    for (const phrase of found) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  }
  const frequent = [...counts]
    .filter(([, count]) => count >= least * documents)
    .sort(([a], [b]) => b.length - a.length);
  const kept: { phrase: string; documents: number }[] = [];
  for (const [phrase, count] of frequent)
    if (!kept.some((longer) => longer.phrase.includes(phrase) && longer.documents >= 0.6 * count))
      kept.push({ phrase, documents: count });
  return kept.sort((a, b) => b.documents - a.documents);
}
