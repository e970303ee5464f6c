import { ranksDown } from './numeric/order.ts';
import type { Frame } from './frame.ts';
import { grouped } from './groups.ts';
import { hasValue, type Column } from './table.ts';

/** Rounds half away from zero at a number of decimals; rank ties are judged on such values when asked. */
export function rounded(value: number, decimals: number | undefined): number {
  if (decimals === undefined || Number.isNaN(value)) return value;
  return Number(value.toFixed(decimals));
}

/**
 * Rank of every row within its time, 1 the best, ties getting the smaller number; NaN without a value.
 * @param groups a further division, such as peer groups
 */
export function ranksOf(
  column: Column,
  frame: Frame,
  { groups, decimals }: { readonly groups?: readonly string[]; readonly decimals?: number | undefined } = {},
): Float64Array {
  const out = new Float64Array(column.values.length).fill(NaN);
  for (const slice of frame.slices) {
    const parts = grouped(slice, (row) => groups?.[row] ?? '');
    for (const rows of parts.values()) {
      const present = rows.filter((row) => hasValue(column, row));
      const ranks = ranksDown(present.map((row) => rounded(column.values[row] ?? NaN, decimals)));
      present.forEach((row, at) => (out[row] = ranks[at] ?? NaN));
    }
  }
  return out;
}
