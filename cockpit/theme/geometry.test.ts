import { describe, expect, it } from 'vitest';
import { geometryOf } from './geometry.ts';

describe('geometryOf', () => {
  it.each([
    [1920, 1080, 'wall', 1],
    [3840, 2160, 'wall', 2],
    [1366, 768, 'wall', 0.711],
    [2560, 1080, 'wall', 1],
    [1280, 1024, 'stack', 1],
    [5120, 1440, 'ultra', 1.333],
    [7680, 2160, 'ultra', 2],
    [1080, 1920, 'portrait', 1],
    [2160, 3840, 'portrait', 2],
    [390, 844, 'stack', 1],
    [820, 1180, 'stack', 1],
    [900, 500, 'stack', 1],
  ] as const)('%i × %i is %s with a unit of %d px', (width, height, layout, u) => {
    expect(geometryOf(width, height)).toEqual({ layout, u });
  });

  it('survives a window without height', () => {
    expect(geometryOf(1920, 0).layout).toBe('stack');
  });
});
