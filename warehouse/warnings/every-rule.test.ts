import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { warningRules } from './registry.ts';

test('every rule has a case worked out by hand', async () => {
  const names = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('-rules.test.ts'));
  const texts = await Promise.all(names.map((name) => readFile(join(import.meta.dirname, name), 'utf8')));
  const judged = new Set(
    texts.flatMap((text) => [...text.matchAll(/(?:of|findings)\('([a-z_]+)'/g)].map(([, rule]) => rule)),
  );
  expect([...warningRules.keys()].filter((rule) => !judged.has(rule))).toEqual([]);
});
