import { expect, it } from 'vitest';
import { courseOf } from './course.ts';

it.each([
  [-0.053, 'behind'],
  [0.046, 'ahead'],
  [0.0004, 'level'],
  [-0.0004, 'level'],
  [null, null],
] as const)('%s points of a ratio are %s', (points, course) => {
  expect(courseOf(points)).toBe(course);
});
