import type { SceneLayouts } from '../scene-layout.ts';

export const stationLayouts: SceneLayouts = {
  wall: {
    areas: [
      'map map map map stream stream stream bands bands bands',
      'map map map map stream stream stream topics topics topics',
      'areas areas areas areas ranking ranking ranking topics topics topics',
      'areas areas areas areas ranking ranking ranking silent silent silent',
    ],
    rows: [0.54, 0.56, 0.6, 0.46],
  },
  wide: {
    areas: ['map map stream bands ranking', 'map map areas topics ranking', 'map map areas topics silent'],
    rows: [0.9, 0.6, 0.55],
  },
  ultra: {
    areas: [
      'map map stream bands topics ranking',
      'map map stream areas topics ranking',
      'map map silent areas topics ranking',
    ],
    rows: [0.36, 0.42, 0.24],
  },
  portrait: {
    areas: ['map map', 'stream bands', 'stream silent', 'areas topics', 'ranking ranking'],
    rows: [1.3, 0.5, 0.4, 0.8, 0.9],
  },
};
