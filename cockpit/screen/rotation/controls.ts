import type { RotationEvent } from './rotation.ts';

export type Control = RotationEvent | { readonly kind: 'fullscreen' } | { readonly kind: 'pairing' };

/** What a key asks of the wall; null when it is none of the wall's. */
export function controlOf(key: string, sceneIds: readonly string[]): Control | null {
  switch (key) {
    case 'ArrowRight':
    case 'PageDown':
      return { kind: 'next' };
    case 'ArrowLeft':
    case 'PageUp':
      return { kind: 'previous' };
    case ' ':
      return { kind: 'toggle' };
    case 'f':
    case 'F':
      return { kind: 'fullscreen' };
    case 'r':
    case 'R':
      return { kind: 'pairing' };
    default: {
      const scene = /^[1-9]$/.test(key) ? sceneIds[Number(key) - 1] : undefined;
      return scene === undefined ? null : { kind: 'go', scene };
    }
  }
}

export interface Point {
  readonly x: number;
  readonly y: number;
  /** Milliseconds. */
  readonly at: number;
}

/** A swipe goes at least so far, CSS pixels, more sideways than up or down, and is done within a second. */
const leastSwipe = 60;
const longestSwipe = 1_000;

/** Where a finger that went from one point to the other leads; null when it was no swipe. */
export function swipeOf(from: Point, to: Point): 'next' | 'previous' | null {
  const wide = to.x - from.x;
  const high = to.y - from.y;
  if (to.at - from.at > longestSwipe || Math.abs(wide) < leastSwipe || Math.abs(wide) < 2 * Math.abs(high))
    return null;
  return wide < 0 ? 'next' : 'previous';
}
