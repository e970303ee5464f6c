import type { SceneLayouts } from '../scene-layout.ts';

export const assetLayouts: SceneLayouts = {
  wall: {
    areas: ['enterprises land projects', 'liability landAreas behind', 'losses landUse sectors'],
    rows: [0.62, 0.98, 0.66],
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
    rows: [0.72, 1],
  },
  portrait: {
    areas: ['enterprises land', 'liability landAreas', 'losses landUse', 'projects sectors', 'behind behind'],
    rows: [0.72, 1, 0.62, 0.72, 0.9],
  },
};
