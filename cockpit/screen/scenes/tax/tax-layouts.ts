import type { SceneLayouts } from '../scene-layout.ts';

export const taxLayouts: SceneLayouts = {
  wall: {
    areas: [
      'months months months kinds kinds kinds',
      'matrix matrix matrix matrix matrix matrix',
      'movedKinds movedKinds movedIndustries movedIndustries causes causes',
    ],
    rows: [0.8, 0.95, 0.8],
  },
  wide: {
    areas: [
      'months months kinds movedKinds',
      'matrix matrix matrix movedIndustries',
      'matrix matrix matrix causes',
    ],
    rows: [0.8, 0.7, 0.7],
  },
  ultra: {
    areas: ['months months kinds movedKinds causes', 'matrix matrix matrix movedIndustries causes'],
    rows: [0.8, 1],
  },
  portrait: {
    areas: ['months months', 'kinds movedKinds', 'matrix matrix', 'movedIndustries causes'],
    rows: [0.7, 1, 0.95, 1],
  },
};
