import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldForWords, unitsOf } from './normalise.ts';
import { bigramKey } from './segment.ts';
import { cutWords, hashOf } from './words.ts';

/**
 * How many of ten thousand texts hold a frequent term. A small register does not know yet what is said in every second
 * suggestion: until it does, this speaks for so many documents.
 */
export interface Background {
  readonly documents: number;
  readonly bigrams: ReadonlyMap<number, number>;
  readonly words: ReadonlyMap<number, number>;
}

const backgroundFile = join(import.meta.dirname, 'background.csv');
const perTenThousand = 10_000;
/** Documents of the register that the background weighs as much as. */
const strength = 5_000;

type Kind = 'bigram' | 'word';
interface Row {
  readonly kind: Kind;
  readonly term: string;
  readonly per_ten_thousand: number;
}

const header = 'kind,term,per_ten_thousand';
const line = /^(bigram|word),(\p{Script=Han}{2,}),(\d+)$/u;

/** Read by hand: at 23 000 lines a CSV parser and a schema take a tenth of a second of every start. */
function readRows(text: string): readonly Row[] {
  const [first, ...lines] = text.trimEnd().split('\n');
  if (first !== header) throw new Error(`${backgroundFile}: the first line is not ${header}`);
  return lines.map((each, index) => {
    const [, kind, term = '', count] = line.exec(each) ?? [];
    if (kind === undefined) throw new Error(`${backgroundFile}, line ${index + 2}: not as ${header}`);
    return { kind: kind === 'word' ? kind : 'bigram', term, per_ten_thousand: Number(count) };
  });
}

let loaded: Background | undefined;

/** The background that comes with the house; read once. */
export function loadBackground(): Background {
  loaded ??= backgroundOf(readRows(readFileSync(backgroundFile, 'utf8')));
  return loaded;
}

function backgroundOf(rows: readonly Row[]): Background {
  const counts = (kind: Kind, keyOf: (term: string) => number): ReadonlyMap<number, number> =>
    new Map(
      rows
        .filter((each) => each.kind === kind)
        .map(({ term, per_ten_thousand }) => [
          keyOf(term),
          Math.round((per_ten_thousand * strength) / perTenThousand),
        ]),
    );
  return {
    documents: strength,
    bigrams: counts('bigram', (term) => bigramKey(term.charCodeAt(0), term.charCodeAt(1))),
    words: counts('word', (term) => hashOf(term)),
  };
}

/** Letters and digits are numbers of houses and codes of places: those of one corpus say nothing of another's. */
const hanziOnly = /^\p{Script=Han}+$/u;

/** The terms that stand in at least two of a thousand texts, as the rows of the file; rarer ones would name people. */
export function learnBackground(texts: Iterable<{ title: string; body: string }>): readonly Row[] {
  const counted = { bigram: new Map<string, number>(), word: new Map<string, number>() };
  let documents = 0;
  for (const { title, body } of texts) {
    documents++;
    const terms = { bigram: new Set<string>(), word: new Set<string>() };
    for (const folded of [foldForWords(title), foldForWords(body)]) {
      cutWords(unitsOf(folded), (start, end) => {
        if (end - start > 1) terms.word.add(folded.slice(start, end));
      });
      const compared = folded.replaceAll(' ', '');
      for (let at = 0; at + 1 < compared.length; at++) terms.bigram.add(compared.slice(at, at + 2));
    }
    for (const kind of ['bigram', 'word'] as const)
      for (const term of terms[kind]) counted[kind].set(term, (counted[kind].get(term) ?? 0) + 1);
  }
  const least = documents / 500;
  return (['bigram', 'word'] as const).flatMap((kind) =>
    [...counted[kind]]
      .filter(([term, count]) => count >= least && hanziOnly.test(term))
      .sort(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1))
      .map(([term, count]) => ({
        kind,
        term,
        per_ten_thousand: Math.round((count * perTenThousand) / documents),
      })),
  );
}

export function backgroundCsv(rows: readonly Row[]): string {
  const lines = rows.map(({ kind, term, per_ten_thousand }) => `${kind},${term},${per_ten_thousand}`);
  return [header, ...lines, ''].join('\n');
}
