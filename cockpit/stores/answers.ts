import { defineStore } from 'pinia';
import { markRaw } from 'vue';

/** The last good answer to a question that is no metric, and the build it was asked under. */
interface KeptAnswer {
  readonly build: string;
  readonly value: unknown;
}

/** Keeps answers while no tile shows them, so that a scene that comes round again has them at once. */
export const useAnswers = defineStore('answers', () => ({ kept: markRaw(new Map<string, KeptAnswer>()) }));
