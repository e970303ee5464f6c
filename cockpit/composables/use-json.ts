import { computed, inject, onScopeDispose, shallowRef, watch } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import type { z } from 'zod';
import type { TilePart } from '../screen/tile-state.ts';
import { useAnswers } from '../stores/answers.ts';
import { useBuilds } from '../stores/builds.ts';
import { browserEffects, effectsKey } from '../wire/effects.ts';
import { isAbort, isAway, recallJson, requestJson, RequestFailure } from '../wire/request.ts';

export interface JsonAnswer<Value> {
  readonly value: Readonly<ShallowRef<Value | null>>;
  readonly failure: Readonly<ShallowRef<RequestFailure | null>>;
  /** What it contributes to the state of its tile. */
  readonly part: ComputedRef<TilePart>;
}

/** After a failure it is tried again with the next sign of life of the server. */
const lookAgainMs = 15_000;

/**
 * Keeps an answer that is no metric: asked again with every build, and after a while where it failed or is not
 * finished. The last good one stays, is there at once when its tile comes back, and outlives the page.
 * @param isFinished false while the server is still at work on it
 */
export function useJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  isFinished: (value: z.output<Schema>) => boolean = () => true,
): JsonAnswer<z.output<Schema>> {
  const effects = inject(effectsKey, browserEffects);
  const builds = useBuilds();
  const { kept } = useAnswers();
  // What is kept was checked when it came; checking it again gives it its type back.
  const last = schema.safeParse(kept.get(path)?.value);
  const value: ShallowRef<z.output<Schema> | null> = shallowRef(last.success ? last.data : null);
  const failure = shallowRef<RequestFailure | null>(null);
  const loading = shallowRef(false);
  let controller: AbortController | null = null;
  let timer = 0;

  async function ask(): Promise<void> {
    controller?.abort();
    effects.clearTimer(timer);
    const own = new AbortController();
    controller = own;
    loading.value = true;
    try {
      const answer = await requestJson(effects, path, schema, { signal: own.signal, keep: true });
      value.value = answer;
      failure.value = null;
      const build = builds.current?.build.id;
      if (isFinished(answer) && build !== undefined) kept.set(path, { build, value: answer });
      if (!isFinished(answer)) timer = effects.setTimer(() => void ask(), lookAgainMs);
    } catch (error) {
      if (isAbort(error)) return;
      const failed = error instanceof RequestFailure ? error : new RequestFailure('network', String(error));
      failure.value = failed;
      if (value.value === null && isAway(failed)) {
        const recalled = await recallJson(effects, path, schema);
        if (recalled !== null && controller === own) value.value ??= recalled.value;
      }
      timer = effects.setTimer(() => void ask(), lookAgainMs);
    }
    loading.value = false;
  }

  watch(
    () => builds.current?.build.id,
    (build) => {
      if (build !== undefined && (value.value === null || kept.get(path)?.build !== build)) void ask();
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    controller?.abort();
    effects.clearTimer(timer);
  });
  return {
    value,
    failure,
    part: computed(() => ({
      loading: loading.value,
      failed: failure.value !== null,
      answered: value.value !== null,
      hasValues: value.value !== null,
      asOf: null,
      origins: [],
    })),
  };
}
