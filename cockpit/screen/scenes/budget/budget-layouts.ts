import type { SceneLayouts } from '../scene-layout.ts';

export const budgetLayouts: SceneLayouts = {
  wall: {
    areas: ['accounts curves debt', 'departments functions debt', 'departments functions rush'],
    rows: [0.84, 0.5, 0.7],
  },
  wide: {
    areas: [
      'accounts curves curves debt',
      'departments functions functions debt',
      'departments functions functions rush',
    ],
    rows: [0.72, 0.5, 0.66],
  },
  ultra: {
    areas: ['accounts curves functions functions debt', 'departments rush functions functions debt'],
    rows: [0.72, 1],
  },
  portrait: {
    areas: [
      'accounts accounts',
      'curves curves',
      'departments debt',
      'departments rush',
      'functions functions',
    ],
    rows: [0.92, 0.8, 1.08, 0.78, 0.92],
  },
};
