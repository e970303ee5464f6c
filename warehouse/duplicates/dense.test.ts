import { expect, test } from 'vitest';
import { suggestions } from '../../tests/fixtures/suggestions.ts';
import { gazetteerOfSeeds } from './areas-of-seeds.ts';
import { DenseVectors, embedWithin, serverProvider, type EmbeddingProvider } from './dense.ts';
import { denseModelSchema } from './dense-model.ts';
import { judgeWithMeaning, searchWithMeaning, type Dense } from './dense-search.ts';
import { DuplicateIndex } from './duplicate-index.ts';
import { loadBoilerplate, loadModel } from './load-model.ts';

/** Meaning of a kind: a dimension a subject, known by words that need not be the same. */
const meanings = [
  /电梯|上下楼|爬楼/u,
  /公交|班车|巴士/u,
  /油烟|厨房废气/u,
  /停车|泊位/u,
  /排水|积水|内涝/u,
  /养老|老人|长者/u,
];
const fake: EmbeddingProvider = {
  name: 'fake-1',
  embed: (texts) =>
    Promise.resolve(
      texts.map((text) => Float32Array.from(meanings, (words) => (words.test(text) ? 1 : 0.1))),
    ),
};
const never: EmbeddingProvider = { name: 'never', embed: () => new Promise(() => undefined) };
const broken: EmbeddingProvider = {
  name: 'broken',
  embed: () => Promise.reject(new Error('语义服务答复 503')),
};

const index = new DuplicateIndex(loadModel(), await gazetteerOfSeeds());
index.add(suggestions);
const vectors = new DenseVectors();
for (const { id, title } of suggestions) {
  const { vector } = await embedWithin(fake, title, 1000);
  if (vector !== null) vectors.set(id, vector);
}
const model = denseModelSchema.parse({
  version: '1',
  trainedBy: 'a test',
  provider: 'fake-1',
  firstModel: loadModel().version,
  logOdds: 0.5,
  cosine: 12,
  bias: -6,
  figures: {},
});
const dense: Dense = { provider: fake, vectors, model, withoutModel: null, budgetMs: 1000 };
const withoutModel: Dense = { ...dense, model: null, withoutModel: '语义尚无自己的校准模型' };
/** No bigram in common with any suggestion. */
const paraphrase = { title: '巴士', body: '' };
const search = (with_: Dense | null): ReturnType<typeof searchWithMeaning> =>
  searchWithMeaning(index, loadBoilerplate(), with_, paraphrase, 5);

test('what words do not find, meaning finds, judged by its own model', async () => {
  expect((await search(null)).matches).toEqual([]);
  const { matches, dense: status } = await search(dense);
  expect(status).toEqual({ took: true, provider: 'fake-1', note: null });
  expect(matches.map(({ id }) => id.split('-')[0])).toEqual(['1', '1', '1', '1', '1']);
  expect(matches[0]?.probability).toBeGreaterThan(0.5);
});

test.each([
  [null, '没有配置语义服务'],
  [{ ...dense, provider: never, budgetMs: 5 }, '5 毫秒内没有答复'],
  [{ ...dense, provider: broken }, '语义服务答复 503'],
])('absent, late or broken: the words alone answer, and it is said', async (with_, reason) => {
  expect((await search(with_)).dense).toEqual({ took: false, note: '语义检索未参与', reason });
});

test('without a model of its own, what meaning finds is seen among many hits of words, and it is said', async () => {
  // Words of every subject: far more than five are found by words alone.
  const draft = {
    title: '关于巴士的建议',
    body: '加装电梯：老旧小区没有电梯，老年人上下楼困难，审批手续繁琐，低层住户意见难统一。建议简化审批流程，出台资金补助办法。解决停车难：路边车位紧张。',
  };
  const bus: Dense = {
    ...withoutModel,
    provider: { ...fake, embed: () => fake.embed(['巴士'], new AbortController().signal) },
  };
  const words = await searchWithMeaning(index, loadBoilerplate(), null, draft, 5);
  expect(index.find(draft, 20).length).toBe(20);
  expect(words.matches.filter(({ id }) => id.startsWith('1-'))).toEqual([]);
  const { matches, dense: status } = await searchWithMeaning(index, loadBoilerplate(), bus, draft, 5);
  expect(status).toEqual({ took: true, provider: 'fake-1', note: '语义尚无自己的校准模型' });
  const near = matches.filter(({ id }) => id.startsWith('1-'));
  expect(near.length).toBeGreaterThanOrEqual(2);
  expect(matches.some(({ id }) => words.matches.some((match) => match.id === id))).toBe(true);
  // Judged by the first model, as it judges them anywhere.
  for (const { id, probability } of near) expect(probability).toBe(index.judgeOne(draft, id)?.probability);
});

test('what goes on record is what was shown', async () => {
  const { matches } = await search(dense);
  const recorded = await judgeWithMeaning(index, dense, paraphrase, matches[0]?.id ?? '');
  expect(recorded?.probability).toBe(matches[0]?.probability);
  expect(recorded?.probability).not.toBe(index.judgeOne(paraphrase, matches[0]?.id ?? '')?.probability);
});

test('a register that has only part of its vectors, or none yet, says so', async () => {
  const few = new DenseVectors();
  expect((await search({ ...dense, vectors: few })).dense).toMatchObject({ took: false });
  few.set('1-1', Float32Array.of(0.1, 1, 0.1, 0.1, 0.1, 0.1));
  expect((await search({ ...dense, vectors: few })).dense).toMatchObject({
    took: true,
    note: '登记簿 30 件中 1 件有语义向量',
  });
});

test('filters hold for what meaning finds, too', async () => {
  const { matches } = await searchWithMeaning(index, loadBoilerplate(), dense, paraphrase, 5, {
    accepts: (id) => id === '1-3',
  });
  expect(matches.map(({ id }) => id)).toEqual(['1-3']);
});

test('a vector that is deleted is not found, and the others are', () => {
  const some = new DenseVectors();
  some.set('a', Float32Array.of(1, 0));
  some.set('b', Float32Array.of(0, 1));
  some.set('c', Float32Array.of(0.6, 0.8));
  some.delete('a');
  some.delete('a');
  expect(some.size).toBe(2);
  expect(some.nearest(Float32Array.of(1, 0), 2).map(({ id }) => id)).toEqual(['c', 'b']);
  some.delete('c');
  expect(some.nearest(Float32Array.of(1, 0), 2).map(({ id }) => id)).toEqual(['b']);
});

test('a server is asked as OpenAI is, and its vectors are put in order', async () => {
  const provider = serverProvider(
    { url: 'http://10.0.0.8:9000/v1/', model: 'bge', key: 'k' },
    (url, init) => {
      expect(url).toBe('http://10.0.0.8:9000/v1/embeddings');
      expect(typeof init?.body === 'string' ? JSON.parse(init.body) : null).toEqual({
        model: 'bge',
        input: ['甲', '乙'],
      });
      const data = [
        { index: 1, embedding: [0, 2] },
        { index: 0, embedding: [3, 0] },
      ];
      return Promise.resolve(new Response(JSON.stringify({ data })));
    },
  );
  const found = await provider.embed(['甲', '乙'], new AbortController().signal);
  expect(found.map((vector) => Array.from(vector))).toEqual([
    [1, 0],
    [0, 1],
  ]);
});
