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
      'authors satisfaction ideas votes',
    ],
    rows: [0.74, 0.7, 0.7],
  },
  ultra: {
    areas: ['drafts byDraft projects byProject votes', 'authors satisfaction ideas byProject votes'],
    rows: [0.8, 1],
  },
  portrait: {
    areas: ['drafts projects', 'byDraft byProject', 'authors byProject', 'votes satisfaction', 'votes ideas'],
    rows: [0.8, 0.7, 0.6, 0.6, 0.9],
  },
};
