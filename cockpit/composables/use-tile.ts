import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import type { Origin } from '../../api/contracts/builds.ts';
import { formatPeriod } from '../figures/dates.ts';
import { isStale, tileState } from '../screen/tile-state.ts';
import type { TileState } from '../screen/tile-state.ts';
import { useBuilds } from '../stores/builds.ts';
import type { MetricAnswer } from './use-metric.ts';
import { useNow } from './use-now.ts';

export interface TileFacts {
  readonly state: TileState;
  /** Why, for the one who asks; null when there is nothing to say. */
  readonly reason: string | null;
  readonly period: string;
  readonly asOf: string | null;
  /** Origins said on the tile itself: what goes for the whole screen is said once, in its header. */
  readonly marks: readonly Origin[];
}

/** The head of a tile, from the answers it shows; the first names the period. */
export function useTile(answers: readonly MetricAnswer[]): ComputedRef<TileFacts> {
  const builds = useBuilds();
  const now = useNow();
  const stale = computed(() => isStale(builds.contactAt, builds.startedAt, now.value));
  const state = computed(() =>
    tileState(
      answers.map((answer) => answer.part.value),
      stale.value,
      now.value,
    ),
  );
  /** Sample figures beside delivered ones have to be told apart tile by tile. */
  const isMixed = computed(() => builds.current?.origins.includes('delivered') ?? false);
  return computed(() => {
    const asOf = answers.flatMap((answer) => answer.part.value.asOf ?? []).sort();
    const origins = new Set(answers.flatMap((answer) => answer.part.value.origins));
    return {
      state: state.value,
      reason: answers.find((answer) => answer.failure.value !== null)?.failure.value?.message ?? null,
      period: formatPeriod(answers[0]?.values.value?.period ?? null),
      asOf: asOf[0] ?? null,
      marks: [...origins].filter(
        (origin) => origin === 'published' || (origin === 'sample' && isMixed.value),
      ),
    };
  });
}
