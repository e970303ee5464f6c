import { describe, expect, it } from 'vitest';
import { geometryOf } from './geometry.ts';

describe('geometryOf', () => {
  it.each([
    [1920, 1080, 'wall', 1],
    [3840, 2160, 'wall', 2],
    [1366, 768, 'wall', 0.711],
    [2560, 1080, 'wide', 1],
    [1280, 1024, 'stack', 1],
    [5120, 1440, 'ultra', 1.481],
    [7680, 2160, 'ultra', 2.222],
    [1080, 1920, 'portrait', 1],
    [2160, 3840, 'portrait', 2],
    [390, 844, 'stack', 1],
    [820, 1180, 'stack', 1],
    [900, 500, 'stack', 1],
  ] as const)('%i × %i is %s with a unit of %d px', (width, height, layout, u) => {
    expect(geometryOf(width, height)).toEqual({ layout, u, type: 1 });
  });

  it('survives a window without height', () => {
    expect(geometryOf(1920, 0).layout).toBe('stack');
  });

  const lobby = { width: 4_800, height: 2_700, distance: 6, columns: 3 } as const;

  it('takes the columns of the profile before the shape of the window', () => {
    expect(geometryOf(2560, 1080, { ...lobby, columns: 3 }).layout).toBe('wall');
    expect(geometryOf(3840, 2160, { ...lobby, columns: 4 })).toMatchObject({ layout: 'wide', u: 1.5 });
  });

  it('leaves type as drawn where the farthest viewer reads it, and enlarges it beyond', () => {
    expect(geometryOf(3840, 2160, lobby).type).toBe(1);
    // Seven metres are a sixth more than six; type is drawn for 6.3.
    const { type } = geometryOf(3840, 2160, { ...lobby, distance: 7 });
    expect(type).toBeCloseTo(7 / 6.301, 2);
  });

  it('does not care how many pixels the system puts into one of the page', () => {
    expect(geometryOf(1920, 1080, { ...lobby, distance: 7 }).type).toBe(
      geometryOf(3840, 2160, { ...lobby, distance: 7 }).type,
    );
  });
});
