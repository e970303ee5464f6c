import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Home, writeJson } from '../home.ts';
import { chance } from './chance.ts';
import { defaultDenseTraining, judgeWithCosine, learnDenseModel, type DenseExample } from './dense-model.ts';
import { denseModelFile, readDenseModel } from './dense-model-files.ts';
import { bandOf } from './model.ts';

/** Pairs the words say nothing of, told apart by the cosine in nine cases of ten. */
const examples = Array.from({ length: 100 }, (_, at): DenseExample => {
  const label = at % 2 === 0 ? 1 : 0;
  const isNear = at % 10 === 0 ? label === 0 : label === 1;
  const probability = 0.1 + 0.01 * (at % 7);
  return {
    a: `a${at}`,
    b: `b${at}`,
    label,
    judgement: { probability, band: bandOf(probability), guards: [] },
    cosine: isNear ? 0.9 : 0.2,
  };
});
const named = { version: '2026-01-01T00:00', trainedBy: 'a test', provider: 'p@h', firstModel: 'm1' };
const learned = learnDenseModel(examples, named, { ...defaultDenseTraining, random: chance(6) });

test('the cosine is learned, and the figures are of pairs not seen', () => {
  expect(learned.cosine).toBeGreaterThan(0);
  const judged = (cosine: number, guards: DenseExample['judgement']['guards'] = []) =>
    judgeWithCosine(learned, { probability: 0.1, band: '无关', guards }, cosine);
  expect(judged(0.9).probability).toBeGreaterThan(0.7);
  expect(judged(0.9).band).toBe(bandOf(judged(0.9).probability));
  expect(judged(0.2).probability).toBeLessThan(0.3);
  // Held back by a guard: as the first model left it.
  expect(judged(0.9, ['other_place']).probability).toBe(0.1);
  expect(learned.figures).toMatchObject({ pairs: 100, duplicates: 50, components: 100 });
  expect(learned.figures.calibration_error).toMatchObject({ mean: expect.any(Number) as unknown });
});

let home: Home;
beforeEach(async () => {
  home = new Home(await mkdtemp(join(tmpdir(), 'dense-model-')));
});
afterEach(() => rm(home.root, { recursive: true }));

test('a model is used by the provider and the first model it was learned with, and by no other', async () => {
  expect((await readDenseModel(home, 'p@h', 'm1')).withoutModel).toMatch(/尚无自己的校准模型/);
  await writeJson(denseModelFile(home, 'p@h'), learned);
  expect(await readDenseModel(home, 'p@h', 'm1')).toEqual({ model: learned, withoutModel: null });
  const other = await readDenseModel(home, 'q@h', 'm1');
  expect(other.model).toBeNull();
  expect(other.withoutModel).toMatch(/属于 p@h，不属于 q@h，没有采用/);
  const outdated = await readDenseModel(home, 'p@h', 'm2');
  expect(outdated.model).toBeNull();
  expect(outdated.withoutModel).toMatch(/文字模型 m1 训练的，现用 m2/);
});

test('a file that is no model is named and does not stop the server', async () => {
  await writeJson(denseModelFile(home, 'p@h'), { provider: 'p@h' });
  await writeFile(denseModelFile(home, 'q@h'), '{');
  expect((await readDenseModel(home, 'p@h', 'm1')).withoutModel).toMatch(
    /dense-model-p%40h\.json、dense-model-q%40h\.json 无法读作校准模型/,
  );
});
