import { expect, test } from 'vitest';
import { suggestions } from '../../tests/fixtures/suggestions.ts';
import { gazetteerOfSeeds } from './areas-of-seeds.ts';
import { DuplicateIndex } from './duplicate-index.ts';
import { explain } from './duplicate-search.ts';
import { loadBoilerplate, loadModel } from './load-model.ts';
import { bands } from './model.ts';

test('a higher band never stands below a lower one; within a band the order found stays', async () => {
  const index = new DuplicateIndex(loadModel(), await gazetteerOfSeeds());
  index.add(suggestions);
  const draft = { title: '五马街道老旧小区加装电梯', body: '' };
  const found = [...index.find(draft, 20)].reverse();
  expect(new Set(found.map(({ band }) => band)).size).toBeGreaterThan(1);
  const { matches } = explain(index, loadBoilerplate(), draft, found);
  expect(matches.map(({ id }) => id)).toEqual(
    bands.flatMap((band) => found.filter((each) => each.band === band).map(({ id }) => id)),
  );
});
