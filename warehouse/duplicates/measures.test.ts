import { expect, test } from 'vitest';
import { areaUnderCurve, calibrationError, recallAtPrecision } from './measures.ts';

const scored = (pairs: readonly (readonly [number, 0 | 1])[]): { probability: number; label: 0 | 1 }[] =>
  pairs.map(([probability, label]) => ({ probability, label }));
const some = scored([
  [0.9, 1],
  [0.8, 1],
  [0.7, 0],
  [0.6, 1],
  [0.2, 0],
]);

test('AUC: five of six pairs of a duplicate and another are in order', () => {
  expect(areaUnderCurve(some)).toBeCloseTo(5 / 6);
  expect(
    areaUnderCurve(
      scored([
        [0.5, 1],
        [0.5, 0],
      ]),
    ),
  ).toBe(0.5);
});

test('recall at a precision: the best threshold, ties taken together', () => {
  expect(recallAtPrecision(some, 0.9)).toBeCloseTo(2 / 3);
  expect(recallAtPrecision(some, 0.75)).toBe(1);
  expect(
    recallAtPrecision(
      scored([
        [0.5, 1],
        [0.5, 0],
      ]),
      0.9,
    ),
  ).toBe(0);
});

test('calibration error: the distance of probability and share, by bin', () => {
  expect(
    calibrationError(
      scored([
        [0.75, 1],
        [0.75, 1],
        [0.75, 1],
        [0.75, 0],
      ]),
    ),
  ).toBe(0);
  expect(
    calibrationError(
      scored([
        [0.95, 0],
        [0.05, 0],
      ]),
    ),
  ).toBeCloseTo(0.5);
});
