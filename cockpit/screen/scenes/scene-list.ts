import type { Component } from 'vue';
import { sceneTexts } from '../../locale/scenes.ts';

/** One screen of the wall. It places tiles (SceneGrid.vue); all around them is the frame's. */
export interface Scene {
  /** What `?scene=` says. */
  readonly id: string;
  readonly title: string;
  /** What the scene answers. */
  readonly question: string;
  /** How long it stays before the next one. */
  readonly dwellSeconds: number;
  readonly load: () => Promise<{ readonly default: Component }>;
}

/** In the order in which they come by, and in which digits call them. */
export const scenes: readonly [Scene, ...Scene[]] = [
  { id: 'overview', ...sceneTexts.overview, dwellSeconds: 45, load: () => import('./OverviewScene.vue') },
  { id: 'budget', ...sceneTexts.budget, dwellSeconds: 45, load: () => import('./budget/BudgetScene.vue') },
  { id: 'tax', ...sceneTexts.tax, dwellSeconds: 45, load: () => import('./tax/TaxScene.vue') },
  { id: 'audit', ...sceneTexts.audit, dwellSeconds: 30, load: () => import('./audit/AuditScene.vue') },
  { id: 'assets', ...sceneTexts.assets, dwellSeconds: 40, load: () => import('./assets/AssetsScene.vue') },
  {
    id: 'stations',
    ...sceneTexts.stations,
    dwellSeconds: 45,
    load: () => import('./stations/StationsScene.vue'),
  },
  {
    id: 'suggestions',
    ...sceneTexts.suggestions,
    dwellSeconds: 40,
    load: () => import('./suggestions/SuggestionsScene.vue'),
  },
  {
    id: 'decisions',
    ...sceneTexts.decisions,
    dwellSeconds: 40,
    load: () => import('./decisions/DecisionsScene.vue'),
  },
];

export const sceneOf = (id: string | null): Scene => scenes.find((scene) => scene.id === id) ?? scenes[0];
