import { inject, onScopeDispose, provide, ref } from 'vue';
import type { InjectionKey, Ref } from 'vue';
import { browserEffects, effectsKey } from '../wire/effects.ts';

const key: InjectionKey<Readonly<Ref<number>>> = Symbol('now');

/** One clock for the whole screen, ticking once a second, milliseconds. */
export function provideNow(): Readonly<Ref<number>> {
  const effects = inject(effectsKey, browserEffects);
  const now = ref(effects.now());
  let timer = 0;
  const tick = (): void => {
    now.value = effects.now();
    timer = effects.setTimer(tick, 1_000);
  };
  tick();
  onScopeDispose(() => effects.clearTimer(timer));
  provide(key, now);
  return now;
}

export function useNow(): Readonly<Ref<number>> {
  const effects = inject(effectsKey, browserEffects);
  return inject(key, () => ref(effects.now()), true);
}
