import { ExtendedSum } from '../numeric/sum.ts';
import { emptyColumn, put, type Column } from '../table.ts';
import type { Children } from './children.ts';

/**
 * The outranking share of i over j: the weight of the children in which i lies above j, and half of that in which
 * they are equal. The lower triangle is 1 − the upper one, as COINr fills it, so pairs without a common child count
 * against the earlier unit there too. Grain: one number for each pair of `rows`, row by row.
 */
export function outrankingShares({ columns, weights }: Children, rows: readonly number[]): Float64Array {
  const n = rows.length;
  const whole = new ExtendedSum();
  for (const weight of weights) whole.add(weight);
  const shares = weights.map((weight) => weight / whole.value);
  const values = columns.map((column) => rows.map((row) => column.values[row] ?? NaN));
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const above = new ExtendedSum();
      const equal = new ExtendedSum();
      for (let child = 0; child < values.length; child++) {
        const a = values[child]?.[i] ?? NaN;
        const b = values[child]?.[j] ?? NaN;
        if (a > b) above.add(shares[child] ?? 0);
        else if (a === b) equal.add(shares[child] ?? 0);
      }
      const share = above.value + equal.value / 2;
      matrix[i * n + j] = share;
      matrix[j * n + i] = 1 - share;
    }
  return matrix;
}

/** +1 for a win, −1 for a defeat, 0 for a draw, added up over the others (COINr's a_copeland). */
export function copeland(children: Children): Column {
  return summed(children, (share) => (share > 0.5 ? 1 : share < 0.5 ? -1 : 0));
}

/** The outranking shares over all others, added up (COINr's a_copeland before version 1.1). */
export function outranking(children: Children): Column {
  return summed(children, (share) => share);
}

function summed(children: Children, scored: (share: number) => number): Column {
  const out = emptyColumn(children.columns[0]?.values.length ?? 0, 'no_children');
  for (const rows of children.groups) {
    const n = rows.length;
    const matrix = outrankingShares(children, rows);
    rows.forEach((row, i) => {
      const sum = new ExtendedSum();
      for (let j = 0; j < n; j++) if (i !== j) sum.add(scored(matrix[i * n + j] ?? 0));
      if (children.columns.some((column) => !Number.isNaN(column.values[row] ?? NaN)))
        put(out, row, sum.value);
    });
  }
  return out;
}
