import type { SceneLayouts } from './scene-layout.ts';

const six = (name: string): string => Array.from({ length: 6 }, () => name).join(' ');

export const overviewLayouts: SceneLayouts = {
  wall: {
    areas: [
      'city city city city level level level level attention attention attention attention',
      'map map map map map state state state state departments departments departments',
      'map map map map map deliveries deliveries deliveries deliveries deliveries deliveries deliveries',
    ],
    rows: [0.72, 0.86, 0.92],
  },
  wide: {
    areas: [
      'city city level level attention attention attention',
      'map map map state state departments departments',
      'map map map deliveries deliveries deliveries deliveries',
    ],
    rows: [0.72, 0.86, 0.92],
  },
  ultra: {
    areas: ['city level map map state departments', 'attention attention map map deliveries deliveries'],
    rows: [0.8, 1],
  },
  portrait: {
    areas: [
      six('city'),
      six('level'),
      six('map'),
      six('state'),
      'attention attention attention departments departments departments',
      six('deliveries'),
    ],
    rows: [0.66, 0.66, 1.48, 0.7, 0.76, 0.74],
  },
};
