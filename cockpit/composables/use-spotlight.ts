import { inject, provide, ref } from 'vue';
import type { InjectionKey, Ref } from 'vue';

const key: InjectionKey<Ref<string | null>> = Symbol('spotlight');

/** The title of the one tile that stays lit; null lights all. */
export function provideSpotlight(): Ref<string | null> {
  const lit = ref<string | null>(null);
  provide(key, lit);
  return lit;
}

export const useSpotlight = (): Ref<string | null> => inject(key, () => ref<string | null>(null), true);
