import { expect, test } from 'vitest';
import { suggestions } from '../../tests/fixtures/suggestions.ts';
import { buildSegment } from './build-segment.ts';
import { findCandidates, queryTerms } from './candidates.ts';
import { fold, unitsOf } from './normalise.ts';
import { CorpusStatistics } from './statistics.ts';

const segments = [suggestions.slice(0, 20), suggestions.slice(20)].map((part) =>
  buildSegment(part, { title: 19, body: 320 }),
);
const statistics = new CorpusStatistics(null);
for (const { terms, postingBounds } of segments)
  terms.forEach((term, at) =>
    statistics.bigrams.add(term, (postingBounds[at + 1] ?? 0) - (postingBounds[at] ?? 0)),
  );
for (const { title, body } of suggestions) statistics.addLengths(title.length, body.length, 1);

const folded = (text: string): Uint16Array => fold(unitsOf(text), 0, text.length);
const accepts = (): boolean => true;

test('beyond the postings that are read, what is found is ranked by all terms, frequent ones too', () => {
  for (const { title, body } of suggestions) {
    const terms = queryTerms(folded(title), folded(body), statistics);
    const find = (postingsRead: number, count: number): ReturnType<typeof findCandidates> =>
      findCandidates(segments, terms, statistics, { count, accepts, postingsRead });
    const exhaustive = find(Number.POSITIVE_INFINITY, suggestions.length);
    const capped = find(0, 5);
    expect(capped.length).toBeGreaterThan(0);
    // The score of each is its score by all terms, but for the mean lengths: those of the segments are older.
    for (const { segment, document, score } of capped) {
      const same = exhaustive.find((each) => each.segment === segment && each.document === document);
      expect(Math.abs(score / (same?.score ?? 0) - 1)).toBeLessThan(0.2);
    }
    expect(capped.map(({ score }) => score)).toEqual(capped.map(({ score }) => score).sort((a, b) => b - a));
    // The suggestion itself comes first, as it does in the exhaustive search.
    expect([capped[0]?.segment, capped[0]?.document]).toEqual([
      exhaustive[0]?.segment,
      exhaustive[0]?.document,
    ]);
  }
});
