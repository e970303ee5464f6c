import { inject, onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import { duplicatesSchema, type Draft, type Duplicates } from '../../../api/contracts/duplicates.ts';
import { browserEffects, effectsKey } from '../../wire/effects.ts';
import { isAbort, requestJson, RequestFailure } from '../../wire/request.ts';

/** How long typing has to rest before the register is asked, milliseconds. */
const restMs = 250;

export interface LiveDuplicates {
  /** The last answer; it stays while a newer one is on its way. */
  readonly answer: Readonly<ShallowRef<Duplicates | null>>;
  /** The draft the answer is about: offsets of passages are into this one. */
  readonly asked: Readonly<ShallowRef<Draft | null>>;
  readonly failure: Readonly<ShallowRef<RequestFailure | null>>;
  readonly loading: Readonly<ShallowRef<boolean>>;
}

/** Asks the register as the draft is written; null asks nothing, and a newer draft gives up an older question. */
export function useDuplicates(draft: () => Draft | null): LiveDuplicates {
  const effects = inject(effectsKey, browserEffects);
  const answer: ShallowRef<Duplicates | null> = shallowRef(null);
  const asked: ShallowRef<Draft | null> = shallowRef(null);
  const failure: ShallowRef<RequestFailure | null> = shallowRef(null);
  const loading = shallowRef(false);
  let running: AbortController | null = null;
  let timer: number | null = null;

  async function ask(current: Draft): Promise<void> {
    const controller = new AbortController();
    running = controller;
    try {
      const found = await requestJson(effects, '/api/v1/suggestions/duplicates', duplicatesSchema, {
        signal: controller.signal,
        body: current,
      });
      if (running !== controller) return;
      answer.value = found;
      asked.value = current;
      failure.value = null;
    } catch (error) {
      if (isAbort(error) || running !== controller) return;
      failure.value = error instanceof RequestFailure ? error : new RequestFailure('network', String(error));
    }
    loading.value = false;
  }

  const stop = (): void => {
    if (timer !== null) effects.clearTimer(timer);
    timer = null;
    running?.abort();
    running = null;
  };
  watch(
    draft,
    (current) => {
      stop();
      loading.value = current !== null;
      if (current === null) {
        answer.value = null;
        asked.value = null;
        failure.value = null;
        return;
      }
      timer = effects.setTimer(() => {
        timer = null;
        void ask(current);
      }, restMs);
    },
    { immediate: true },
  );
  onScopeDispose(stop);
  return { answer, asked, failure, loading };
}
