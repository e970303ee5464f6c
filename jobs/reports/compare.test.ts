import { expect, test } from 'vitest';
import { compareReports } from './compare.ts';
import type { StoredFigure } from './report-store.ts';

const figure = (metric: string, value: number | null, text = String(value)): StoredFigure => ({
  ...{ metric, name: metric, kind: 'value', span: 'ytd', filters: {}, value, text },
});

test('two issues are compared figure by figure, by what each figure is and not by where it stands', () => {
  const before = { figures: [figure('revenue', 1), figure('tax', 2), figure('gone', 3), figure('same', 4)] };
  const after = {
    figures: [figure('new', 9), figure('same', 4), figure('tax', 2.5), figure('revenue', null)],
  };
  const changes = compareReports(before, after);
  expect(changes.map(({ name, before, after }) => [name, before?.value, after?.value])).toEqual([
    ['new', undefined, 9],
    ['tax', 2, 2.5],
    ['revenue', 1, null],
    ['gone', 3, undefined],
  ]);
  expect(compareReports(after, after)).toEqual([]);
});

test('a figure that is written twice is compared with its own like', () => {
  const twice = { figures: [figure('revenue', 1), figure('revenue', 1)] };
  expect(compareReports(twice, { figures: [figure('revenue', 1), figure('revenue', 2)] })).toHaveLength(1);
  expect(compareReports(twice, { figures: [figure('revenue', 1)] })).toMatchObject([{ after: null }]);
});
