import { expect, it } from 'vitest';
import { knownRows } from './known-rows.ts';
import type { RankSpec } from './ranked-rows.ts';

const open: RankSpec = {
  query: { metric: 'suggestions_unanswered', by: ['department'] },
  second: { metric: 'suggestions_overdue', by: ['department'] },
  order: 'largest',
  orderBySecond: true,
  tone: 'neutral',
};
const rowsOf = (metric: string): string => `/api/v1/metrics/${metric}?by=department#/rows/?key.department`;

it.each([
  ['those that have what they are ordered by', open, `${rowsOf('suggestions_overdue')}/?value`],
  [
    'those above the floor of the first figure, in whichever order',
    { ...open, onlyAbove: 0 },
    `${rowsOf('suggestions_unanswered')}/?value>0`,
  ],
  [
    'those that moved, of what moved farthest',
    { ...open, orderBySecond: false, order: 'farthest' },
    `${rowsOf('suggestions_unanswered')}/?value!=0`,
  ],
] as const)('counts %s', (_, spec, source) => {
  expect(knownRows(spec)).toBe(source);
});
