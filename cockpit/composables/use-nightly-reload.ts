import { inject, onScopeDispose } from 'vue';
import { readinessSchema } from '../../api/contracts/health.ts';
import { askAgainAfter, nextNightly } from '../screen/rotation/nightly.ts';
import { browserEffects, effectsKey } from '../wire/effects.ts';
import { requestJson } from '../wire/request.ts';

/** Reloads the page once a night, for a new version of itself, and only from a server that says it is well. */
export function useNightlyReload(isFree: () => boolean): void {
  const effects = inject(effectsKey, browserEffects);
  const startedAt = effects.now();
  const spread = effects.random();
  let timer = 0;
  const plan = (at: number): void => {
    timer = effects.setTimer(() => void attempt(), Math.max(0, at - effects.now()));
  };
  async function attempt(): Promise<void> {
    const isWell = await requestJson(effects, '/readyz', readinessSchema).then(
      () => true,
      () => false,
    );
    if (isWell && isFree()) effects.reload();
    else plan(effects.now() + askAgainAfter);
  }
  plan(nextNightly(startedAt, startedAt, spread));
  onScopeDispose(() => effects.clearTimer(timer));
}
