import type { MetricRow } from '../../api/contracts/metrics.ts';

/** Steps of colour on the map: few enough to be told apart from a distance. */
export const shadeSteps = 5;

/** A value's step from 1, palest, to {@link shadeSteps}, and 0 for none. All alike when nothing differs. */
export function shadeOf(value: number | null, least: number, most: number): number {
  if (value === null) return 0;
  if (most <= least) return Math.ceil(shadeSteps / 2);
  const share = (value - least) / (most - least);
  return Math.min(shadeSteps, Math.floor(share * shadeSteps) + 1);
}

/** A value's step among bands given by their lower ends, ascending; 0 for none. */
export const bandedShadeOf = (value: number | null, cuts: readonly number[]): number =>
  value === null ? 0 : Math.max(1, cuts.filter((cut) => value >= cut).length);

/** The rows with the least and the greatest value; null where there is none. */
export function extremes(rows: readonly MetricRow[]): { least: MetricRow; most: MetricRow } | null {
  const known = rows.filter((row) => row.value !== null);
  const [first] = known;
  if (first === undefined) return null;
  return known.reduce(
    ({ least, most }, row) => ({
      least: (row.value ?? 0) < (least.value ?? 0) ? row : least,
      most: (row.value ?? 0) > (most.value ?? 0) ? row : most,
    }),
    { least: first, most: first },
  );
}
