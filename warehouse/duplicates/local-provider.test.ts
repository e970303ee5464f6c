import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeTransformers, makeModelFolder } from '../../tests/fixtures/embeddings/model-folder.ts';
import { localProvider } from './local-provider.ts';

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'local-model-'));
  folder = await makeModelFolder(root);
});
afterEach(() => rm(root, { recursive: true }));

test('a model in a folder is run by the module, without the network, and named by its weights', async () => {
  const provider = await localProvider(folder, fakeTransformers);
  expect(provider.name).toMatch(/^tiny-zh@onnx-cls-[0-9a-f]{8}$/);
  const [first, again, other] = await provider.embed(
    ['加装电梯', '加装电梯', '增设公交站点'],
    new AbortController().signal,
  );
  expect(first).toEqual(again);
  expect(first).not.toEqual(other);
  expect(first?.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 5);
  await writeFile(join(folder, 'onnx', 'model.onnx'), 'other weights');
  expect((await localProvider(folder, fakeTransformers)).name).not.toBe(provider.name);
});

test('a package that is not there is named, with the command that installs it', async () => {
  await expect(localProvider(folder, '@congress/no-such-runner')).rejects.toThrow(
    /没有找到.*npm install --no-save @congress\/no-such-runner/,
  );
});

test('a folder or a module that lacks something says what', async () => {
  await expect(localProvider(root, fakeTransformers)).rejects.toThrow(/没有 config\.json/);
  await rm(join(folder, 'onnx', 'model.onnx'));
  await expect(localProvider(folder, fakeTransformers)).rejects.toThrow(
    /没有 onnx\/model\.onnx 或 onnx\/model_quantized\.onnx/,
  );
  await writeFile(join(folder, 'onnx', 'model_quantized.onnx'), 'weights');
  const empty = join(root, 'empty.mjs');
  await writeFile(empty, 'export const env = {};');
  await expect(localProvider(folder, empty)).rejects.toThrow(/应导出 env 和 pipeline/);
});
