import type { SceneLayouts } from '../scene-layout.ts';

export const assetLayouts: SceneLayouts = {
  wall: {
    areas: ['enterprises land projects', 'liability landAreas behind', 'losses landUse sectors'],
    rows: [0.63, 1, 0.7],
  },
  wide: {
    areas: [
      'enterprises enterprises land land projects projects sectors sectors',
      'liability liability landAreas landAreas landAreas behind behind behind',
      'losses losses landUse landUse landUse behind behind behind',
    ],
    rows: [0.72, 0.95, 0.6],
  },
  ultra: {
    areas: ['enterprises land projects sectors landUse', 'liability losses landAreas behind behind'],
    rows: [0.5, 1],
  },
  portrait: {
    areas: [
      'enterprises enterprises',
      'liability losses',
      'land projects',
      'landAreas landUse',
      'behind sectors',
    ],
    rows: [0.62, 0.9, 0.74, 0.84, 0.84],
  },
};
