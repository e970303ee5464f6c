import type { AggregateSpec } from '../definition/aggregate-spec.ts';
import { ExtendedSum } from '../numeric/sum.ts';
import { emptyColumn, put, type Column } from '../table.ts';
import type { Children } from './children.ts';

function normed(values: readonly number[], norm: AggregateSpec['norm']): readonly number[] {
  const present = values.filter((value) => !Number.isNaN(value));
  if (norm === 'none') return values;
  if (norm === 'minmax') {
    const low = present.reduce((a, b) => Math.min(a, b), Infinity);
    const high = present.reduce((a, b) => Math.max(a, b), -Infinity);
    return values.map((value) => (high === low ? NaN : (value - low) / (high - low)));
  }
  const squares = new ExtendedSum();
  for (const value of present) squares.add(value * value);
  const length = Math.sqrt(squares.value);
  return values.map((value) => (length === 0 ? NaN : value / length));
}

/**
 * Closeness to the ideal (Hwang and Yoon 1981): d⁻ / (d⁺ + d⁻) in Euclidean distance over the weighted, normed
 * columns; children arrive with their direction, so more is better in each. A unit lacking a child has no distance.
 */
export function topsis(children: Children, spec: AggregateSpec): Column {
  const out = emptyColumn(children.columns[0]?.values.length ?? 0, 'no_children');
  const whole = children.weights.reduce((a, b) => a + b, 0);
  if (whole === 0) return out;
  for (const rows of children.groups) {
    const columns = children.columns.map((column, child) =>
      normed(
        rows.map((row) => column.values[row] ?? NaN),
        spec.norm,
      ).map((value) => (value * (children.weights[child] ?? 0)) / whole),
    );
    const ideals = columns.map((values) => {
      const present = values.filter((value) => !Number.isNaN(value));
      return {
        best: present.reduce((a, b) => Math.max(a, b), -Infinity),
        worst: present.reduce((a, b) => Math.min(a, b), Infinity),
      };
    });
    rows.forEach((row, place) => {
      const [toBest, toWorst] = [new ExtendedSum(), new ExtendedSum()];
      for (const [child, { best, worst }] of ideals.entries()) {
        const value = columns[child]?.[place] ?? NaN;
        toBest.add((best - value) * (best - value));
        toWorst.add((value - worst) * (value - worst));
      }
      const [far, near] = [Math.sqrt(toBest.value), Math.sqrt(toWorst.value)];
      if (Number.isNaN(far)) put(out, row, NaN, 'below_threshold');
      else if (far + near === 0) put(out, row, NaN, 'zero_range');
      else put(out, row, near / (far + near));
    });
  }
  return out;
}
