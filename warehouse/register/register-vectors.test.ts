import { expect, test } from 'vitest';
import { gazetteerOfSeeds } from '../duplicates/areas-of-seeds.ts';
import type { EmbeddingProvider } from '../duplicates/dense.ts';
import { searchWithMeaning } from '../duplicates/dense-search.ts';
import { DuplicateIndex } from '../duplicates/duplicate-index.ts';
import { loadBoilerplate, loadModel } from '../duplicates/load-model.ts';
import { RegisterVectors } from './register-vectors.ts';

/** A provider that knows two meanings: of old people's meals, and of everything else. */
function fake(answer: () => Promise<void> = () => Promise.resolve()): EmbeddingProvider {
  return {
    name: 'fake-1',
    embed: async (texts) => {
      await answer();
      return texts.map((text) => Float32Array.from(/食堂|用餐|吃饭/.test(text) ? [1, 0] : [0, 1]));
    },
  };
}

const texts = [
  { id: 'A', title: '建设老年食堂', body: '山区老人做饭难，建议办食堂。', submittedOn: '2021-01-20' },
  { id: 'B', title: '增设公交站', body: '村口没有公交站，出行不便。', submittedOn: '2022-01-20' },
];
const draft = { title: '让独居长者按时用餐', body: '' };

async function indexed(): Promise<DuplicateIndex> {
  const index = new DuplicateIndex(loadModel(), await gazetteerOfSeeds());
  index.add(texts);
  return index;
}

const none = { model: null, withoutModel: '尚无模型' };
const silent = (): void => undefined;

test('what is near in meaning joins what shares no word, and the answer says that meaning took part', async () => {
  const vectors = new RegisterVectors(fake(), none, 1_000, silent);
  vectors.follow({ put: texts, gone: [] });
  await vectors.settled();
  const found = await searchWithMeaning(await indexed(), loadBoilerplate(), vectors.dense, draft, 5);
  expect(found.dense).toEqual({ took: true, provider: 'fake-1', note: '尚无模型' });
  expect(found.matches.map(({ id }) => id)).toContain('A');
});

test('a suggestion no longer in force is no longer near', async () => {
  const vectors = new RegisterVectors(fake(), none, 1_000, silent);
  vectors.follow({ put: texts, gone: [] });
  await vectors.settled();
  vectors.follow({ put: [], gone: ['A'] });
  await vectors.settled();
  expect(vectors.dense.vectors.size).toBe(1);
});

test('a service that is late, or fails, is said to have taken no part; the words answer alone', async () => {
  const index = await indexed();
  const late = new RegisterVectors(
    fake(() => new Promise(() => undefined)),
    none,
    20,
    silent,
  );
  const answer = await searchWithMeaning(index, loadBoilerplate(), late.dense, draft, 5);
  expect(answer.dense).toMatchObject({ took: false, note: '语义检索未参与' });
  const errors: unknown[] = [];
  const broken = new RegisterVectors(
    fake(() => Promise.reject(new Error('connection refused'))),
    none,
    1_000,
    (error) => errors.push(error),
  );
  broken.follow({ put: texts, gone: [] });
  expect((await searchWithMeaning(index, loadBoilerplate(), broken.dense, draft, 5)).dense).toMatchObject({
    took: false,
    reason: 'connection refused',
  });
  broken.close();
  await broken.settled();
  expect(errors.length).toBeGreaterThan(0);
});
