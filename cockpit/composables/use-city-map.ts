import { computed, ref, watch } from 'vue';
import { metricListSchema } from '../../api/contracts/metrics.ts';
import type { MetricRow } from '../../api/contracts/metrics.ts';
import { vitalityScoresSchema } from '../../api/contracts/vitality.ts';
import { bandedShadeOf, classedShadeOf, extremes, naturalClasses } from '../map/shades.ts';
import { isAreaMetric, placeQuery } from '../screen/city-map.ts';
import type { MetricQuery } from '../wire/metric-query.ts';
import { rowQuery } from '../wire/metric-query.ts';
import { useJson } from './use-json.ts';
import { useMetric } from './use-metric.ts';

export interface CityMapQuestion {
  readonly metric: string;
  /** How finely the metric is known. */
  readonly by: 'area' | 'township';
  /** The index is coloured by its bands instead of by classes of its values. */
  readonly banded: boolean;
}

/**
 * What the city is coloured by: the metric asked for until somebody chooses another, place by place.
 * @param onMap codes of the places that are drawn; what belongs to no place, as the city's own level, has no colour
 */
export function useCityMap(question: () => CityMapQuestion, onMap: () => ReadonlySet<string>) {
  const list = useJson('/api/v1/metrics', metricListSchema);
  const scores = question().banded ? useJson('/api/v1/vitality/scores', vitalityScoresSchema) : null;
  const chosen = ref(question().metric);
  watch(question, ({ metric }) => (chosen.value = metric));
  const choices = computed(() => list.value.value?.metrics.filter(isAreaMetric) ?? []);
  /** The first question does not wait for the list of metrics. */
  const query = computed((): MetricQuery => {
    const { metric, by } = question();
    const other = choices.value.find(({ id }) => id === chosen.value);
    return other === undefined || chosen.value === metric ? { metric, by: [by] } : placeQuery(other);
  });
  const answer = useMetric(query);
  const whole = useMetric(() => ({ metric: query.value.metric }));
  const dimension = computed(() => query.value.by?.[0] ?? 'area');
  /** A county without townships is one tile itself. */
  const counties = useMetric((): MetricQuery | null =>
    dimension.value === 'township' ? { metric: query.value.metric, by: ['area'] } : null,
  );
  const drawn = computed(() =>
    answer.rows.value.filter((row) => onMap().has(row.key[dimension.value] ?? '')),
  );
  const ends = computed(() => extremes(drawn.value));
  /** From the lowest up; null where the values are cut into classes of their own. */
  const bands = computed(() => {
    const found = chosen.value === question().metric ? scores?.value.value?.bands : undefined;
    return found?.toSorted((a, b) => a.from - b.from) ?? null;
  });
  const classes = computed(() =>
    naturalClasses(drawn.value.flatMap(({ value }) => (value === null ? [] : [value]))),
  );
  const shadeIn = (value: number | null): number =>
    bands.value === null
      ? classedShadeOf(value, classes.value)
      : bandedShadeOf(
          value,
          bands.value.map(({ from }) => from),
        );
  const shades = computed(
    () =>
      new Map([
        ...counties.rows.value.map((row): [string, number] => [row.key.area ?? '', shadeIn(row.value)]),
        ...answer.rows.value.map((row): [string, number] => [
          row.key[dimension.value] ?? '',
          shadeIn(row.value),
        ]),
      ]),
  );
  const rowAt = (code: string): MetricRow | null =>
    answer.rows.value.find((row) => row.key[dimension.value] === code) ??
    (dimension.value === 'area' ? answer : counties).rows.value.find(
      (row) => row.key.area === code.slice(0, 6),
    ) ??
    null;
  const questionOf = (row: MetricRow): MetricQuery =>
    rowQuery(row.key.area === undefined ? query.value : { ...query.value, by: ['area'] }, row);
  return {
    chosen,
    choices,
    answer,
    whole,
    dimension,
    // Whichever comes first: a figure is never read by another unit than its own.
    known: computed(() => answer.values.value?.metric ?? whole.values.value?.metric ?? null),
    ends,
    bands,
    classes,
    shades,
    rowAt,
    questionOf,
  };
}
