import type { SceneLayouts } from '../scene-layout.ts';

export const suggestionLayouts: SceneLayouts = {
  wall: {
    areas: ['flow flow quality', 'again years classes', 'again departments asked', 'again departments open'],
    rows: [0.5, 0.45, 0.65, 0.4],
  },
  wide: {
    areas: ['flow flow quality classes', 'again years departments asked', 'again years departments open'],
    rows: [0.72, 0.8, 0.7],
  },
  ultra: {
    areas: ['flow flow quality classes asked', 'again years departments departments open'],
    rows: [0.66, 1],
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
    rows: [0.72, 0.72, 0.6, 0.9, 0.6, 0.5],
  },
};
