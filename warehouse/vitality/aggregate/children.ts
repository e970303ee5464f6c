import type { AggregateSpec } from '../definition/aggregate-spec.ts';
import type { Status } from '../status.ts';
import { isInfinite, type Column } from '../table.ts';

/** What an aggregate is made of: its children's columns, and one weight each. */
export interface Children {
  readonly columns: readonly Column[];
  readonly weights: readonly number[];
  /** Rows that are compared with each other, by the methods that compare: one group a time. */
  readonly groups: readonly (readonly number[])[];
}

/** One row's children that have a value, reused from row to row. */
export interface Present {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  count: number;
  /** A child is infinite, so that no mean of it is finite. */
  infinite: boolean;
}

export function presentFor({ columns }: Children): Present {
  return {
    values: new Float64Array(columns.length),
    weights: new Float64Array(columns.length),
    count: 0,
    infinite: false,
  };
}

/** Gathers a row's children that have a value. */
export function gather(present: Present, { columns, weights }: Children, row: number): void {
  let count = 0;
  present.infinite = false;
  for (let child = 0; child < columns.length; child++) {
    const value = columns[child]?.values[row] ?? NaN;
    if (Number.isNaN(value)) {
      const column = columns[child];
      if (column && isInfinite(column, row)) present.infinite = true;
      continue;
    }
    present.values[count] = value;
    present.weights[count] = weights[child] ?? 0;
    count++;
  }
  present.count = count;
}

/** Why a row has too few children with a value; null when it has enough. */
export function shortage(present: Present, { columns }: Children, spec: AggregateSpec): Status | null {
  if (present.infinite) return 'infinite';
  if (present.count === 0) return 'no_children';
  const enough = present.count / columns.length >= spec.threshold && present.count >= spec.least;
  if (!enough) return 'below_threshold';
  return !spec.skipMissing && present.count < columns.length ? 'below_threshold' : null;
}
