import { defineStore } from 'pinia';
import { inject, ref, shallowRef } from 'vue';
import { currentBuildSchema } from '../../api/contracts/builds.ts';
import type { CurrentBuild } from '../../api/contracts/builds.ts';
import { browserEffects, effectsKey } from '../wire/effects.ts';
import { isAbort, requestJson, RequestFailure } from '../wire/request.ts';

/** What the server says of itself: the build whose numbers are shown, and when it last answered. */
export const useBuilds = defineStore('builds', () => {
  const effects = inject(effectsKey, browserEffects);
  const current = shallowRef<CurrentBuild | null>(null);
  /** The last time the server answered at all (最近刷新), milliseconds. */
  const contactAt = ref<number | null>(null);
  const startedAt = effects.now();
  const failure = shallowRef<RequestFailure | null>(null);

  /** Asks once; false when the server could not be asked or had nothing to show. */
  async function refresh(signal?: AbortSignal): Promise<boolean> {
    try {
      const answer = await requestJson(
        effects,
        '/api/v1/builds/current',
        currentBuildSchema,
        signal === undefined ? {} : { signal },
      );
      current.value = answer;
      contactAt.value = effects.now();
      failure.value = null;
      return true;
    } catch (error) {
      if (isAbort(error)) return false;
      failure.value = error instanceof RequestFailure ? error : new RequestFailure('network', String(error));
      return false;
    }
  }

  return { current, contactAt, startedAt, failure, refresh };
});
