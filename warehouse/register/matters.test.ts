import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupByMatter, type Link } from './matters.ts';

const link = (a: string, b: string, probability: number): Link => ({ a, b, probability });

test('what is likely one matter is one group, the rest is none', () => {
  expect(
    groupByMatter([link('A', 'B', 0.9), link('B', 'C', 0.8), link('A', 'C', 0.7), link('D', 'E', 0.4)]),
  ).toEqual([{ ids: ['A', 'B', 'C'], probability: 0.75 }]);
});

test('one likely pair does not chain two groups of strangers', () => {
  const groups = groupByMatter([link('A', 'B', 0.95), link('C', 'D', 0.95), link('B', 'C', 0.9)]);
  expect(groups.map(({ ids }) => ids)).toEqual([
    ['A', 'B'],
    ['C', 'D'],
  ]);
});

test('groups do not overlap, and do not depend on the order of the links', () => {
  const id = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H');
  const links = fc.uniqueArray(
    fc
      .record({ a: id, b: id, probability: fc.double({ min: 0, max: 1, noNaN: true }) })
      .filter(({ a, b }) => a < b),
    { selector: ({ a, b }) => a + b, maxLength: 20 },
  );
  fc.assert(
    fc.property(links, (given) => {
      const groups = groupByMatter(given);
      const ids = groups.flatMap((group) => group.ids);
      expect(new Set(ids).size).toBe(ids.length);
      expect(groups.every((group) => group.ids.length > 1 && group.probability >= 0.5)).toBe(true);
      expect(groupByMatter([...given].reverse())).toEqual(groups);
    }),
  );
});
