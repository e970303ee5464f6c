import { computed, onScopeDispose, toValue, watch } from 'vue';
import type { ComputedRef, MaybeRefOrGetter } from 'vue';
import type { MetricRow, MetricValues } from '../../api/contracts/metrics.ts';
import type { TilePart } from '../screen/tile-state.ts';
import { useMetrics } from '../stores/metrics.ts';
import { keyOf } from '../wire/metric-query.ts';
import type { MetricQuery } from '../wire/metric-query.ts';
import type { RequestFailure } from '../wire/request.ts';

export interface MetricAnswer {
  readonly query: ComputedRef<MetricQuery | null>;
  readonly values: ComputedRef<MetricValues | null>;
  readonly rows: ComputedRef<readonly MetricRow[]>;
  /** The first row: the only one of a question that breaks nothing down. */
  readonly row: ComputedRef<MetricRow | null>;
  readonly failure: ComputedRef<RequestFailure | null>;
  readonly part: ComputedRef<TilePart>;
}

/** Keeps one question answered for as long as the component lives; null asks nothing yet. */
export function useMetric(question: MaybeRefOrGetter<MetricQuery | null>): MetricAnswer {
  const metrics = useMetrics();
  const query = computed(() => toValue(question));
  const key = computed(() => (query.value === null ? null : keyOf(query.value)));
  let release: (() => void) | null = null;
  watch(
    key,
    () => {
      const before = release;
      release = query.value === null ? null : metrics.want(query.value);
      before?.();
    },
    { immediate: true },
  );
  onScopeDispose(() => release?.());

  const entry = computed(() => (key.value === null ? undefined : metrics.entries.get(key.value)));
  const values = computed(() => entry.value?.values ?? null);
  const rows = computed(() => values.value?.rows ?? []);
  return {
    query,
    values,
    rows,
    row: computed(() => rows.value[0] ?? null),
    failure: computed(() => entry.value?.failure ?? null),
    part: computed(() => ({
      loading: entry.value?.loading ?? false,
      failed: (entry.value?.failure ?? null) !== null,
      answered: values.value !== null,
      hasValues: rows.value.some((row) => row.status !== 'no_data'),
      asOf: values.value?.asOf ?? null,
      origins: values.value?.origins ?? [],
    })),
  };
}
