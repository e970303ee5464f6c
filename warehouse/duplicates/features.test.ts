import fc from 'fast-check';
import { expect, test } from 'vitest';
import { suggestions } from '../../tests/fixtures/suggestions.ts';
import { textToCompare, type ComparedText } from './compared-text.ts';
import { Comparer } from './features.ts';
import { Gazetteer } from './gazetteer.ts';
import { seedKey, seedLength } from './runs.ts';
import { CorpusStatistics } from './statistics.ts';

// The features as they are defined, without any regard to time: what the shipped model was trained on.

const gazetteer = new Gazetteer([]);
const statistics = new CorpusStatistics(null);
const textOf = (title: string, body: string): ComparedText => textToCompare(title, body, gazetteer);
for (const { title, body } of suggestions) {
  const text = textOf(title, body);
  for (const key of countsOf(text.title, text.body).keys()) statistics.bigrams.add(key, 1);
  for (const hash of text.words.hashes) statistics.words.add(hash, 1);
  statistics.addLengths(title.length, body.length, 1);
}

type Weights = ReadonlyMap<number, number>;

function countsOf(...fields: readonly Uint16Array[]): Weights {
  const counts = new Map<number, number>();
  for (const codes of fields)
    for (let at = 0; at + 1 < codes.length; at++) {
      const key = (((codes[at] ?? 0) << 16) | (codes[at + 1] ?? 0)) >>> 0;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return counts;
}

const rarity = (key: number): number => statistics.rarity(statistics.bigrams, key);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function cosine(a: Weights, b: Weights, rarityOf: (key: number) => number): number {
  const value = (counts: Weights, key: number): number =>
    (1 + Math.log(counts.get(key) ?? 1)) * rarityOf(key);
  const norm = (counts: Weights): number => sum([...counts.keys()].map((key) => value(counts, key) ** 2));
  const shared = [...a.keys()].filter((key) => b.has(key));
  return share(sum(shared.map((key) => value(a, key) * value(b, key))), Math.sqrt(norm(a) * norm(b)));
}

const rarest = (a: Weights, b: Weights, wanted: number): number =>
  sum(
    [...a.keys()]
      .filter((key) => b.has(key))
      .map(rarity)
      .sort((x, y) => y - x)
      .slice(0, wanted),
  ) / wanted;

/** The share of a text that lies in runs of five it has in common with another. */
function coverage(a: Uint16Array, b: Uint16Array): number {
  const seeds = (codes: Uint16Array): readonly number[] =>
    Array.from({ length: Math.max(0, codes.length - seedLength + 1) }, (_, at) => seedKey(codes, at));
  const ofB = new Set(seeds(b));
  const covered = new Set(
    seeds(a).flatMap((key, at) => (ofB.has(key) ? [0, 1, 2, 3, 4].map((each) => at + each) : [])),
  );
  return share(covered.size, a.length);
}

function defined(a: ComparedText, b: ComparedText): Readonly<Record<string, number>> {
  const [titleA, titleB] = [countsOf(a.title), countsOf(b.title)];
  const [wholeA, wholeB] = [countsOf(a.title, a.body), countsOf(b.title, b.body)];
  const words = ({ words: { hashes, counts } }: ComparedText): Weights =>
    new Map(Array.from(hashes, (hash, index) => [hash, counts[index] ?? 0]));
  const coverages = [coverage(a.whole, b.whole), coverage(b.whole, a.whole)];
  return {
    rare_title_bigrams: (rarest(titleA, wholeB, 5) + rarest(titleB, wholeA, 5)) / 2,
    rare_shared_bigrams: rarest(wholeA, wholeB, 8),
    title_cosine: cosine(titleA, titleB, rarity),
    word_cosine: cosine(words(a), words(b), (hash) => statistics.rarity(statistics.words, hash)),
    coverage_least: Math.min(...coverages),
  };
}

/** Made of few characters and of real phrases, so that much is shared and much repeated. */
const phrases = suggestions.flatMap(({ title, body }) => [title, ...body.split('，')]).slice(0, 40);
const made = fc
  .array(
    fc.oneof(fc.constantFrom(...phrases), fc.constantFrom('加', '装', '電', '梯', '①', '㎡', '，', '😀')),
    {
      maxLength: 14,
    },
  )
  .map((parts) => parts.join(''));

test('compared one after another, candidates have the features by definition', () => {
  fc.assert(
    fc.property(fc.tuple(made, made), fc.array(fc.tuple(made, made), { maxLength: 4 }), (draft, others) => {
      const text = textOf(...draft);
      const comparer = new Comparer(text, statistics);
      for (const each of others) {
        const other = textOf(...each);
        const { features } = comparer.compare(other);
        for (const [name, value] of Object.entries(defined(text, other)))
          expect(features[name as keyof typeof features], name).toBeCloseTo(value, 10);
      }
    }),
    { numRuns: 150 },
  );
});
