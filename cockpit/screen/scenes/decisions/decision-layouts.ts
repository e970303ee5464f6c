import type { SceneLayouts } from '../scene-layout.ts';

export const decisionLayouts: SceneLayouts = {
  wall: {
    areas: ['drafts projects byProject', 'byDraft votes byProject', 'authors ideas satisfaction'],
    rows: [0.56, 0.76, 0.7],
  },
  wide: {
    areas: [
      'drafts projects byProject votes',
      'byDraft byDraft byProject votes',
      'authors satisfaction ideas ideas',
    ],
    rows: [0.56, 0.76, 0.7],
  },
  ultra: {
    areas: ['drafts byDraft projects satisfaction', 'authors byProject votes ideas'],
    rows: [0.48, 1],
  },
  portrait: {
    areas: ['drafts projects', 'byDraft byProject', 'authors byProject', 'votes satisfaction', 'votes ideas'],
    rows: [0.62, 0.7, 0.66, 0.68, 0.94],
  },
};
