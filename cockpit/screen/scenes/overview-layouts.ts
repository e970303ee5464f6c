import type { SceneLayouts } from './scene-layout.ts';

const span = (...parts: readonly (readonly [string, number])[]): string =>
  parts.flatMap(([name, columns]) => Array.from({ length: columns }, () => name)).join(' ');

export const overviewLayouts: SceneLayouts = {
  wall: {
    areas: [
      span(['city', 5], ['level', 4], ['attention', 3]),
      span(['map', 5], ['state', 4], ['departments', 3]),
      span(['map', 5], ['deliveries', 7]),
    ],
    rows: [0.78, 0.86, 0.86],
  },
  wide: {
    areas: ['city level attention', 'map state departments', 'map deliveries deliveries'],
    rows: [0.72, 0.86, 0.92],
  },
  ultra: {
    areas: ['city city map map state departments', 'level attention map map deliveries deliveries'],
    rows: [1, 1],
  },
  portrait: {
    areas: [
      span(['city', 6]),
      span(['level', 6]),
      span(['map', 6]),
      span(['state', 6]),
      span(['attention', 3], ['departments', 3]),
      span(['deliveries', 6]),
    ],
    rows: [0.74, 0.66, 1.6, 0.68, 0.74, 0.72],
  },
};
