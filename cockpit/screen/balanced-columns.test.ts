import { describe, expect, it } from 'vitest';
import { balancedColumns, stackedFits } from './balanced-columns.ts';

describe('balancedColumns', () => {
  it.each([
    [3, 30, 3],
    [4, 27, 2],
    [4, 34, 4],
    [5, 30, 3],
    [1, 30, 1],
    [0, 30, 1],
    [4, 5, 1],
    [5, 0, 3],
  ])('%i figures over %i em stand in %i columns', (count, width, columns) => {
    expect(balancedColumns(count, width)).toBe(columns);
  });
});

describe('labels', () => {
  it.each([
    [1, 5, true],
    [2, 13, true],
    [2, 9, false],
    [2, 0, true],
  ])('of %i rows of figures stand above them in %d em: %s', (rows, height, stacked) => {
    expect(stackedFits(rows, height)).toBe(stacked);
  });
});
