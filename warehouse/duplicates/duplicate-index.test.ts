import fc from 'fast-check';
import { expect, test } from 'vitest';
import { suggestions } from '../../tests/fixtures/suggestions.ts';
import { gazetteerOfSeeds } from './areas-of-seeds.ts';
import { DuplicateIndex } from './duplicate-index.ts';
import { loadModel } from './load-model.ts';
import { logistic, scoreOf } from './model.ts';

const gazetteer = await gazetteerOfSeeds();
const model = loadModel();
const emptyIndex = (): DuplicateIndex => new DuplicateIndex(model, gazetteer);
const draft = {
  title: '关于为五马街道老旧小区加装电梯的建议',
  body: '鹿城区五马街道老旧小区没有电梯，老年人上下楼困难。',
};

test('what is added is found at once, likeliest first', () => {
  const index = emptyIndex();
  index.add(suggestions);
  const [first] = index.find(draft, 5);
  expect(first?.id).toBe('0-0');
  expect(first?.probability).toBeGreaterThan(0.5);
  index.add([{ id: 'new', ...draft, submittedOn: '2026-11-24' }]);
  expect(index.find(draft, 1)[0]?.id).toBe('new');
  expect(index.textOf('new')).toEqual(draft);
});

test('the same suggestion for another street is held back', () => {
  const index = emptyIndex();
  index.add(suggestions);
  const other = index.find(draft, 30).find(({ id }) => id === '0-1');
  expect(other?.guards).toContain('other_place');
  expect(other?.probability).toBeLessThan(0.5);
});

test('what is removed is not found; what is added again is found with its new text', () => {
  const index = emptyIndex();
  index.add(suggestions);
  expect(index.remove('0-0')).toBe(true);
  expect(index.remove('0-0')).toBe(false);
  expect(index.find(draft, 30).map(({ id }) => id)).not.toContain('0-0');
  index.add([{ id: '1-1', ...draft, submittedOn: null }]);
  expect(index.size).toBe(suggestions.length - 1);
  expect(index.find(draft, 1)[0]?.id).toBe('1-1');
});

test('filters: dates, ids, and what the register says', () => {
  const index = emptyIndex();
  index.add(suggestions);
  const found = (filters: Parameters<DuplicateIndex['find']>[2]): readonly string[] =>
    index.find(draft, 30, filters).map(({ id }) => id);
  expect(found({ from: '2020-01-01', to: '2020-12-31' }).every((id) => id.endsWith('-1'))).toBe(true);
  expect(found({ except: new Set(['0-0']) })).not.toContain('0-0');
  expect(found({ accepts: (id) => id.startsWith('3') }).every((id) => id.startsWith('3'))).toBe(true);
});

test('however it came to hold them, an index of the same suggestions gives the same answers', () => {
  const step = fc.record({ remove: fc.boolean(), at: fc.nat({ max: suggestions.length - 1 }) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
      const grown = emptyIndex();
      const held = new Map<string, (typeof suggestions)[number]>();
      for (const { remove, at } of steps) {
        const suggestion = suggestions[at];
        if (suggestion === undefined) continue;
        if (remove) {
          expect(grown.remove(suggestion.id)).toBe(held.delete(suggestion.id));
        } else {
          grown.add([suggestion]);
          held.set(suggestion.id, suggestion);
        }
      }
      const fresh = emptyIndex();
      fresh.add([...held.values()]);
      expect(grown.size).toBe(held.size);
      const answers = (index: DuplicateIndex): unknown =>
        new Map(index.find(draft, 100).map(({ id, probability }) => [id, probability]));
      expect(answers(grown)).toEqual(answers(fresh));
    }),
    { numRuns: 30 },
  );
});

test('of a draft that is a title, the comparison kept is the one the probability was worked out from', () => {
  const index = emptyIndex();
  index.add(suggestions);
  const { slope, offset } = model.calibration;
  const title = { title: draft.title, body: '' };
  const found = index.find(title, 10);
  expect(found.length).toBe(10);
  const free = found.filter(({ guards }) => guards.length === 0);
  expect(free.length).toBeGreaterThan(0);
  for (const each of free) {
    const score = scoreOf(model, each.comparison.features);
    expect(each.probability).toBe(logistic(slope * score + offset));
    expect(index.judgeOne(title, each.id)?.comparison).toEqual(each.comparison);
  }
});
