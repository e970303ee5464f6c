import { afterAll, expect, test } from 'vitest';
import { suggestions } from '../../tests/fixtures/suggestions.ts';
import { gazetteerOfSeeds } from './areas-of-seeds.ts';
import { DuplicateIndex } from './duplicate-index.ts';
import { loadModel } from './load-model.ts';
import { SegmentThread } from './segment-maker.ts';

const thread = new SegmentThread();
afterAll(() => thread.close());
const gazetteer = await gazetteerOfSeeds();
const draft = { title: '关于在鹿城区五马街道加装电梯的建议', body: '老年人上下楼困难' };

test('an index loaded and merged by the thread answers as one made here; what is removed meanwhile stays removed', async () => {
  const made = new DuplicateIndex(loadModel(), gazetteer, thread);
  const loading = made.load(suggestions, 3);
  await loading;
  expect(made.segments).toBeLessThan(suggestions.length / 3);
  made.remove('0-0');
  await made.settled();
  const here = new DuplicateIndex(loadModel(), gazetteer);
  here.add(suggestions.filter(({ id }) => id !== '0-0'));
  const answers = (index: DuplicateIndex): readonly (readonly [string, number])[] =>
    index.find(draft, 10).map(({ id, probability }) => [id, Math.round(probability * 1e6)] as const);
  expect(answers(made)).toEqual(answers(here));
});

test('what the thread cannot do is said to whoever asked', async () => {
  const tooMany = Array.from({ length: 65_537 }, (_, at) => ({
    id: String(at),
    title: '',
    body: '',
    submittedOn: null,
  }));
  await expect(thread.build(tooMany, { title: 20, body: 300 })).rejects.toThrow('65536');
});
