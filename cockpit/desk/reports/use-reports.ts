import { inject, onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import { reportsSchema, type Reports } from '../../../api/contracts/reports.ts';
import { browserEffects, effectsKey } from '../../wire/effects.ts';
import { isAbort, requestJson, RequestFailure } from '../../wire/request.ts';

/** How soon it is asked again: while something is being made, and otherwise. */
const whileMakingMs = 1_000;
const otherwiseMs = 10_000;

/** The reports, asked for again and again: sooner while one is being made. What is known stays when asking fails. */
export function useReports(): {
  readonly value: Readonly<ShallowRef<Reports | null>>;
  readonly failure: Readonly<ShallowRef<RequestFailure | null>>;
} {
  const effects = inject(effectsKey, browserEffects);
  const value = shallowRef<Reports | null>(null);
  const failure = shallowRef<RequestFailure | null>(null);
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    try {
      const options = { signal: controller.signal };
      value.value = await requestJson(effects, '/api/v1/reports', reportsSchema, options);
      failure.value = null;
    } catch (error) {
      if (isAbort(error)) return;
      failure.value = error instanceof RequestFailure ? error : new RequestFailure('network', String(error));
    }
    if (controller.signal.aborted) return;
    const isMaking = (value.value?.making.length ?? 0) > 0;
    timer = setTimeout(() => void ask(), isMaking ? whileMakingMs : otherwiseMs);
  }

  void ask();
  onScopeDispose(() => {
    controller.abort();
    clearTimeout(timer);
  });
  return { value, failure };
}
