import type { Metric } from '../../api/contracts/metrics.ts';
import type { Places } from '../../api/contracts/places.ts';
import { overviewTexts } from '../locale/overview-scene.ts';
import type { MetricQuery } from '../wire/metric-query.ts';

/** Metrics the map can be coloured by: known area by area, without anything else that must be chosen first. */
export const isAreaMetric = (metric: Metric): boolean =>
  metric.required.length === 0 && metric.dimensions.includes('area');

/** Township by township where that is known, else county by county. */
export const placeQuery = (metric: Metric): MetricQuery => ({
  metric: metric.id,
  by: [metric.dimensions.includes('township') ? 'township' : 'area'],
});

/** Names of the counties, and of every place with its county's. */
export function placeNames(places: Places | null): {
  readonly counties: ReadonlyMap<string, string>;
  readonly places: ReadonlyMap<string, string>;
} {
  const counties = new Map(places?.counties.map(({ code, name }) => [code, name]));
  return {
    counties,
    places: new Map([
      ...counties,
      ...(places?.townships.map(({ code, name, county }): [string, string] => [
        code,
        overviewTexts.map.place(name, counties.get(county) ?? ''),
      ]) ?? []),
    ]),
  };
}
