import { averageRanks } from '../numeric/order.ts';
import { ExtendedSum } from '../numeric/sum.ts';
import type { Column } from '../table.ts';

export type CorrelationKind = 'pearson' | 'spearman' | 'kendall';

function pearson(x: readonly number[], y: readonly number[]): number {
  const n = x.length;
  const middle = (values: readonly number[]) => {
    const sum = new ExtendedSum();
    for (const value of values) sum.add(value);
    return sum.dividedBy(n);
  };
  const [mx, my] = [middle(x), middle(y)];
  const [xx, yy, xy] = [new ExtendedSum(), new ExtendedSum(), new ExtendedSum()];
  for (let at = 0; at < n; at++) {
    const [dx, dy] = [(x[at] ?? NaN) - mx, (y[at] ?? NaN) - my];
    xx.add(dx * dx);
    yy.add(dy * dy);
    xy.add(dx * dy);
  }
  if (xx.value === 0 || yy.value === 0) return NaN;
  return Math.min(1, Math.max(-1, xy.value / (Math.sqrt(xx.value) * Math.sqrt(yy.value))));
}

/** Kendall's τ-b, counted pair by pair. */
function kendall(x: readonly number[], y: readonly number[]): number {
  let [both, inX, inY] = [0, 0, 0];
  for (let i = 0; i < x.length; i++)
    for (let j = 0; j < i; j++) {
      const [sx, sy] = [Math.sign((x[i] ?? NaN) - (x[j] ?? NaN)), Math.sign((y[i] ?? NaN) - (y[j] ?? NaN))];
      both += sx * sy;
      inX += sx * sx;
      inY += sy * sy;
    }
  return inX === 0 || inY === 0 ? NaN : both / (Math.sqrt(inX) * Math.sqrt(inY));
}

/** The rows in which both columns have a value. */
export function complete(a: Column, b: Column): { readonly x: number[]; readonly y: number[] } {
  const [x, y]: [number[], number[]] = [[], []];
  for (let row = 0; row < a.values.length; row++) {
    const [left, right] = [a.values[row] ?? NaN, b.values[row] ?? NaN];
    if (Number.isNaN(left) || Number.isNaN(right)) continue;
    x.push(left);
    y.push(right);
  }
  return { x, y };
}

/**
 * Correlation over the pairs that are complete (R's `pairwise.complete.obs`); NaN below two pairs or without spread.
 */
export function correlation(a: Column, b: Column, kind: CorrelationKind): number {
  const { x, y } = complete(a, b);
  if (x.length < 2) return NaN;
  if (kind === 'kendall') return kendall(x, y);
  return kind === 'pearson' ? pearson(x, y) : pearson(averageRanks(x), averageRanks(y));
}
