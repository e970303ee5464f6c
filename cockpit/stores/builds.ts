import { defineStore } from 'pinia';
import { inject, ref, shallowRef } from 'vue';
import { currentBuildSchema } from '../../api/contracts/builds.ts';
import type { CurrentBuild } from '../../api/contracts/builds.ts';
import { browserEffects, effectsKey } from '../wire/effects.ts';
import { isAbort, isAway, recallJson, requestJson, RequestFailure } from '../wire/request.ts';

const path = '/api/v1/builds/current';

/** A clock that differs by less is right enough: the answer's date has seconds only, and it travels. */
const leastSkew = 60_000;

/** What the server says of itself: the build whose numbers are shown, and when it last answered. */
export const useBuilds = defineStore('builds', () => {
  const effects = inject(effectsKey, browserEffects);
  const current = shallowRef<CurrentBuild | null>(null);
  /** The last time the server answered at all (最近刷新), milliseconds. */
  const contactAt = ref<number | null>(null);
  const startedAt = effects.now();
  const failure = shallowRef<RequestFailure | null>(null);

  /** What is shown was read before this page was loaded: the server has not answered it yet. */
  const isRecalled = ref(false);

  /** How far this machine's clock is behind the server's, milliseconds; nought where it is not worth speaking of. */
  const skew = ref(0);
  function compareClocks({ headers }: Response): void {
    const ahead = Date.parse(headers.get('date') ?? '') - effects.now();
    if (Number.isFinite(ahead)) skew.value = Math.abs(ahead) < leastSkew ? 0 : ahead;
  }

  /** Asks once; false when the server could not be asked or had nothing to show. */
  async function refresh(signal?: AbortSignal): Promise<boolean> {
    try {
      const answer = await requestJson(effects, path, currentBuildSchema, {
        ...(signal === undefined ? {} : { signal }),
        keep: true,
        onAnswer: compareClocks,
      });
      current.value = answer;
      contactAt.value = effects.now();
      failure.value = null;
      isRecalled.value = false;
      return true;
    } catch (error) {
      if (isAbort(error)) return false;
      const failed = error instanceof RequestFailure ? error : new RequestFailure('network', String(error));
      failure.value = failed;
      if (current.value === null && isAway(failed)) await recall();
      return false;
    }
  }

  async function recall(): Promise<void> {
    const last = await recallJson(effects, path, currentBuildSchema);
    if (last === null || current.value !== null) return;
    current.value = last.value;
    contactAt.value = last.at;
    isRecalled.value = true;
  }

  return { current, contactAt, startedAt, failure, isRecalled, skew, refresh };
});
