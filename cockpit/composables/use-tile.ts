import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import type { Origin } from '../../api/contracts/builds.ts';
import type { MetricValues } from '../../api/contracts/metrics.ts';
import { formatPeriod, formatYears } from '../figures/dates.ts';
import { tileState } from '../screen/tile-state.ts';
import type { TilePart, TileState } from '../screen/tile-state.ts';
import { useBuilds } from '../stores/builds.ts';
import type { MetricAnswer } from './use-metric.ts';
import { useNow } from './use-now.ts';
import { useStale } from './use-stale.ts';

export interface TileFacts {
  readonly state: TileState;
  /** Why, for the one who asks; null when there is nothing to say. */
  readonly reason: string | null;
  readonly period: string;
  readonly asOf: string | null;
  /** Origins said on the tile itself: what goes for the whole screen is said once, in its header. */
  readonly marks: readonly Origin[];
}

/** The months spoken of, or the years where a metric has one value a year. */
function periodOf(values: MetricValues | null): string {
  if (values?.metric.time !== 'annual') return formatPeriod(values?.period ?? null);
  const asked = values.filters.year ?? values.rows.flatMap((row) => row.key.year ?? []);
  const years = asked.map(Number).toSorted((a, b) => a - b);
  return formatYears(years[0], years.at(-1));
}

/** The head of a tile whose answers are no metrics; what it is about and why it failed are said by the tile. */
export function useParts(
  parts: readonly ComputedRef<TilePart>[],
  about: () => Pick<TileFacts, 'period' | 'reason'>,
): ComputedRef<TileFacts> {
  const builds = useBuilds();
  const now = useNow();
  const stale = useStale();
  return computed(() => ({
    ...about(),
    state: tileState(
      parts.map((part) => part.value),
      stale.value,
      now.value + builds.skew,
    ),
    asOf: null,
    marks: [],
  }));
}

/** The head of a tile, from the answers it shows; the first names the period. */
export function useTile(answers: readonly MetricAnswer[]): ComputedRef<TileFacts> {
  const builds = useBuilds();
  const now = useNow();
  const stale = useStale();
  const state = computed(() =>
    tileState(
      answers.map((answer) => answer.part.value),
      stale.value,
      now.value + builds.skew,
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
      period: periodOf(answers[0]?.values.value ?? null),
      asOf: asOf[0] ?? null,
      marks: [...origins].filter(
        (origin) => origin === 'published' || (origin === 'sample' && isMixed.value),
      ),
    };
  });
}
