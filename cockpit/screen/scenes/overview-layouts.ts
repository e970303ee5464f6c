import type { SceneLayouts } from './scene-layout.ts';

export const overviewLayouts: SceneLayouts = {
  wall: {
    areas: [
      'city city level level attention attention',
      'departments departments curves curves tax tax',
      'areas areas audit stations deliveries deliveries',
    ],
    rows: [0.68, 1, 0.92],
  },
  wide: {
    areas: [
      'city city level level attention attention audit audit',
      'departments departments curves curves tax tax stations stations',
      'departments departments curves curves areas areas deliveries deliveries',
    ],
    rows: [0.78, 0.9, 0.92],
  },
  ultra: {
    areas: ['city level attention audit stations', 'departments areas curves tax deliveries'],
    rows: [0.72, 1],
  },
  portrait: {
    areas: [
      'city city city city city city',
      'level level level level level level',
      'attention attention attention departments departments departments',
      'curves curves curves tax tax tax',
      'areas areas areas stations stations stations',
      'audit audit deliveries deliveries deliveries deliveries',
    ],
    rows: [0.72, 0.72, 1.05, 1.1, 1.05, 0.9],
  },
};
