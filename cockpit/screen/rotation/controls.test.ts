import { expect, it } from 'vitest';
import { controlOf, swipeOf } from './controls.ts';

it.each([
  ['ArrowRight', { kind: 'next' }],
  ['ArrowLeft', { kind: 'previous' }],
  [' ', { kind: 'toggle' }],
  ['f', { kind: 'fullscreen' }],
  ['R', { kind: 'pairing' }],
  ['2', { kind: 'go', scene: 'b' }],
  ['3', null],
  ['0', null],
  ['x', null],
])('the key “%s” asks for %j', (key, control) => {
  expect(controlOf(key, ['a', 'b'])).toEqual(control);
});

it.each([
  ['to the left', { x: 100, y: 10, at: 300 }, 'next'],
  ['to the right', { x: 500, y: 10, at: 300 }, 'previous'],
  ['too short', { x: 260, y: 0, at: 300 }, null],
  ['aslant', { x: 100, y: 150, at: 300 }, null],
  ['too slow', { x: 100, y: 10, at: 3_000 }, null],
])('a finger %s is %j', (_, to, expected) => {
  expect(swipeOf({ x: 300, y: 0, at: 0 }, to)).toBe(expected);
});
