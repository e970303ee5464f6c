import type { SceneLayouts } from '../scene-layout.ts';

export const suggestionLayouts: SceneLayouts = {
  wall: {
    areas: ['flow flow quality', 'again years classes', 'again departments asked', 'again departments open'],
    rows: [0.5, 0.45, 0.65, 0.4],
  },
  wide: {
    areas: ['flow flow quality classes', 'again departments open asked', 'again departments open years'],
    rows: [0.52, 0.92, 0.62],
  },
  ultra: {
    areas: ['flow flow quality years classes', 'again departments departments open asked'],
    rows: [0.48, 1],
  },
  portrait: {
    areas: [
      'flow flow',
      'quality classes',
      'years years',
      'again again',
      'departments asked',
      'departments open',
    ],
    rows: [0.56, 0.66, 0.52, 0.9, 0.72, 0.54],
  },
};
