import { expect, it } from 'vitest';
import { bordersOf } from './borders.ts';

it('lies between two tiles of different counties, at right angles to the line between their centres', () => {
  const [edge, ...others] = bordersOf([
    { x: 0, y: 0, cluster: 'a' },
    { x: 1, y: 0, cluster: 'b' },
    { x: 3, y: 0, cluster: 'b' },
  ]);
  expect(others).toEqual([]);
  expect(edge?.x1).toBeCloseTo(0.5);
  expect(edge?.x2).toBeCloseTo(0.5);
  expect(Math.abs((edge?.y2 ?? 0) - (edge?.y1 ?? 0))).toBeCloseTo(1 / Math.sqrt(3));
});

it('is not drawn within a county', () => {
  expect(
    bordersOf([
      { x: 0, y: 0, cluster: 'a' },
      { x: 0.5, y: Math.sqrt(3) / 2, cluster: 'a' },
    ]),
  ).toEqual([]);
});
