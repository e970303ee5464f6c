import { shapeOf, standardDeviation } from '../numeric/moments.ts';
import { median } from '../numeric/order.ts';
import { mean } from '../numeric/sum.ts';
import type { Stage } from '../table.ts';

/** What there is to say about one column (COINr's get_stats, unrounded). */
export interface ColumnStatistics {
  readonly code: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly median: number | null;
  readonly sd: number | null;
  readonly skew: number | null;
  readonly kurt: number | null;
  readonly available: number;
  readonly nonZero: number;
  readonly unique: number;
  /** |skew| > 2 and kurtosis > 3.5: a likely outlier. */
  readonly outliers: boolean;
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

export function statistics(stage: Stage): readonly ColumnStatistics[] {
  return [...stage].map(([code, { values: all }]) => {
    const values = Array.from(all).filter((value) => !Number.isNaN(value));
    const { skew, kurt } = shapeOf(values);
    return {
      code,
      min: orNull(values.reduce((a, b) => Math.min(a, b), Infinity)),
      max: orNull(values.reduce((a, b) => Math.max(a, b), -Infinity)),
      mean: orNull(mean(values)),
      median: orNull(median(values)),
      sd: orNull(standardDeviation(values)),
      skew: orNull(skew),
      kurt: orNull(kurt),
      available: values.length,
      nonZero: values.filter((value) => value !== 0).length,
      unique: new Set(values).size,
      outliers: Math.abs(skew) > 2 && kurt > 3.5,
    };
  });
}
