import { inject, onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { z } from 'zod';
import { browserEffects, effectsKey } from '../wire/effects.ts';
import { isAbort, requestJson, RequestFailure } from '../wire/request.ts';

export interface Answer<Value> {
  readonly value: Readonly<ShallowRef<Value | null>>;
  readonly failure: Readonly<ShallowRef<RequestFailure | null>>;
}

/** Fetches what `path` names whenever it changes; an older request under way is given up. Null asks nothing. */
export function useAnswer<Schema extends z.ZodType>(
  path: () => string | null,
  schema: Schema,
): Answer<z.output<Schema>> {
  const effects = inject(effectsKey, browserEffects);
  const value: ShallowRef<z.output<Schema> | null> = shallowRef(null);
  const failure: ShallowRef<RequestFailure | null> = shallowRef(null);
  let running: AbortController | null = null;

  async function load(address: string): Promise<void> {
    const controller = new AbortController();
    running = controller;
    try {
      const answer = await requestJson(effects, address, schema, { signal: controller.signal });
      if (running === controller) value.value = answer;
    } catch (error) {
      if (isAbort(error) || running !== controller) return;
      failure.value = error instanceof RequestFailure ? error : new RequestFailure('network', String(error));
    }
  }

  watch(
    path,
    (address) => {
      running?.abort();
      value.value = null;
      failure.value = null;
      if (address !== null) void load(address);
    },
    { immediate: true },
  );
  onScopeDispose(() => running?.abort());
  return { value, failure };
}
