import { computed } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import type { MetricRow } from '../../api/contracts/metrics.ts';
import { readRow, scaleFor } from '../figures/format.ts';
import { inMetric, inOrder } from '../figures/source.ts';
import type { Source } from '../figures/source.ts';
import { overviewTexts } from '../locale/overview-scene.ts';
import { stepOfClass } from '../map/shades.ts';
import type { placeNames } from '../screen/city-map.ts';
import { nameOf } from '../screen/rows.ts';
import type { ShadeEntry } from '../map/shade-entry.ts';
import type { PlaceWords } from '../map/place-words.ts';
import { keyOf } from '../wire/metric-query.ts';
import type { useCityMap } from './use-city-map.ts';

const words = overviewTexts.map;

/** What a map says in figures: of each place, of the two ends of its colours, and of the place pointed at. */
export function usePlaceFigures(
  map: ReturnType<typeof useCityMap>,
  names: ComputedRef<ReturnType<typeof placeNames>>,
  pointed: Readonly<Ref<string | null>>,
) {
  const { answer, whole, dimension, known, ends: range, bands, classes, rowAt, questionOf } = map;
  const unit = computed(() => known.value?.unit ?? 'count');
  const scale = computed(() =>
    scaleFor(unit.value === 'yuan' ? answer.rows.value.map((row) => row.value) : []),
  );
  const readAt = (code: string) => readRow(unit.value, rowAt(code), { scale: scale.value });
  const questionAt = (code: string): string | undefined => {
    const row = rowAt(code);
    return row === null ? undefined : keyOf(questionOf(row));
  };
  const titles = computed(
    () =>
      new Map(
        [...names.value.places].map(([code, name]): [string, PlaceWords] => {
          const { text, suffix } = readAt(code);
          return [code, { text: `${name} ${text}${suffix}`, question: questionAt(code) }];
        }),
      ),
  );
  /** Where counties are what is coloured, each says its value beside its name: a direct label beats a legend. */
  const countyValues = computed(
    () =>
      new Map(
        dimension.value === 'area'
          ? [...names.value.counties.keys()].map((code): [string, PlaceWords] => [
              code,
              { text: readAt(code).text, question: questionAt(code) },
            ])
          : [],
      ),
  );
  const stat = (label: string, row: MetricRow | null) => ({
    label,
    name: `${label} ${known.value?.name ?? ''}`,
    reading: readRow(unit.value, row, { scale: scale.value }),
    query: row === null ? null : questionOf(row),
  });
  const wholeStat = computed(() => ({ ...stat(words.whole, whole.row.value), query: whole.query.value }));
  /** The two ends of the range, or the place pointed at. */
  const ends = computed(() => {
    const named = (label: string, row: MetricRow | null) =>
      stat(row === null ? label : `${label} ${nameOf(row, dimension.value)}`, row);
    const here = pointed.value;
    return {
      least: named(words.least, range.value?.least ?? null),
      most: named(words.most, range.value?.most ?? null),
      pointed: here === null ? null : stat(names.value.places.get(here) ?? '', rowAt(here)),
    };
  });
  /** What each colour stands for: a band's name, or the values of its class. */
  const sourceOfValue = (value: number): Source => {
    const row = answer.rows.value.find((found) => found.value === value);
    return row === undefined ? '' : inMetric(questionOf(row));
  };
  const key = computed((): readonly ShadeEntry[] => {
    const written = (value: number): string =>
      readRow(unit.value, { value, status: 'ok' }, { scale: scale.value }).text;
    return (
      bands.value?.map(({ name }, index) => ({ step: index + 1, name })) ??
      classes.value.map(({ from, to }, index) => ({
        step: stepOfClass(index, classes.value.length),
        name: words.span(written(from), written(to)),
        from: inOrder(...[from, to].map(sourceOfValue)),
      }))
    );
  });
  return { key, titles, countyValues, wholeStat, ends };
}
