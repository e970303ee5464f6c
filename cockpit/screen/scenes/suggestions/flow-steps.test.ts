import { expect, it } from 'vitest';
import { stepsOf } from './flow-steps.ts';

it('says what was lost from one step to the next, as the difference of the two', () => {
  expect(stepsOf([713, 705, 695, 671]).map(({ lost }) => lost)).toEqual([null, 8, 10, 24]);
});

it('says nothing where a step is not known, or holds more than the one before', () => {
  expect(stepsOf([10, null, 8, 9]).map(({ lost }) => lost)).toEqual([null, null, null, null]);
  expect(stepsOf([5, 5]).map(({ lost }) => lost)).toEqual([null, 0]);
});
