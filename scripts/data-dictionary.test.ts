import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { dataDictionary, dictionaryFile } from './data-dictionary.ts';

test('docs/data-dictionary.md is what npm run data-dictionary writes', async () => {
  const written = await readFile(dictionaryFile, 'utf8');
  expect(written === (await dataDictionary()), 'stale: run npm run data-dictionary').toBe(true);
});
