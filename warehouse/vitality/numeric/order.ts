/** Ranks and quantiles, defined as in R. */

/**
 * Ranks from the least value up, ties getting the smaller number (R's `ties.method = "min"`); NaN stays NaN.
 */
export function ranksUp(values: ArrayLike<number>): Float64Array {
  const ranks = new Float64Array(values.length).fill(NaN);
  const rows = Array.from({ length: values.length }, (_, row) => row).filter(
    (row) => !Number.isNaN(values[row] ?? NaN),
  );
  const at = (row: number) => values[row] ?? NaN;
  rows.sort((a, b) => at(a) - at(b));
  rows.forEach((row, place) => {
    const before = rows[place - 1];
    ranks[row] = before !== undefined && at(before) === at(row) ? (ranks[before] ?? NaN) : place + 1;
  });
  return ranks;
}

/** Ranks from the greatest value down: 1 is the best; ties get the smaller number. */
export function ranksDown(values: ArrayLike<number>): Float64Array {
  return ranksUp(Float64Array.from(values, (value) => -value));
}

/** Average ranks, as the rank correlation takes them. */
export function averageRanks(values: readonly number[]): number[] {
  const low = ranksUp(values);
  const high = ranksUp(values.map((value) => -value));
  const n = values.length;
  return values.map((_, row) => ((low[row] ?? NaN) + (n + 1 - (high[row] ?? NaN))) / 2);
}

/** Sample quantile of type 7 (R's default). NaN for no values. */
export function quantile(values: readonly number[] | Float64Array, share: number): number {
  return sortedQuantile(Float64Array.from(values).sort(), share);
}

/** The same for values already in ascending order. */
export function sortedQuantile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return NaN;
  const place = (sorted.length - 1) * share;
  // R forgives rounding of 4 units in the last place before it takes the whole part.
  const below = Math.floor(place + 4 * Number.EPSILON);
  const part = place - below;
  const low = sorted[below] ?? NaN;
  if (Math.abs(part) < 4 * Number.EPSILON) return low;
  const high = sorted[below + 1] ?? low;
  return high === low ? low : (1 - part) * low + part * high;
}

/** The median, as R's: the middle value, or the mean of the middle two. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return NaN;
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
