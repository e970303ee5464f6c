import studentT from '@stdlib/stats-base-dists-t-cdf';
import { exp, upperTail } from '../numeric/elementary.ts';
import type { CorrelationKind } from './correlate.ts';

/** No more pairs than R takes to count every ordering, for Kendall's τ and for Spearman's ρ. */
const exactKendall = 49;
const exactSpearman = 1290;
/** Up to here Spearman's orderings are counted one by one; beyond, an Edgeworth series (AS 89), as in R. */
const countedSpearman = 9;

const hasTies = (values: readonly number[]): boolean => new Set(values).size < values.length;

/** Orderings of n by their number of inversions. */
function inversions(n: number): Float64Array {
  let counts = Float64Array.of(1);
  for (let size = 2; size <= n; size++) {
    const next = new Float64Array(counts.length + size - 1);
    for (let at = 0; at < counts.length; at++)
      for (let more = 0; more < size; more++) next[at + more] = (next[at + more] ?? 0) + (counts[at] ?? 0);
    counts = next;
  }
  return counts;
}

/** P(T ≤ q) of Kendall's number of concordant pairs among n, without ties. */
function kendallBelow(q: number, n: number): number {
  const counts = inversions(n);
  let [below, whole] = [0, 0];
  counts.forEach((count, at) => {
    whole += count;
    if (at <= q) below += count;
  });
  return below / whole;
}

/**
 * P(S ≥ q) of Spearman's Σd² among n without ties, or P(S < q): counted, or the Edgeworth series of AS 89. Each tail is
 * formed by itself, so that a small one keeps its digits.
 */
function spearmanTail(q: number, n: number, isUpper: boolean): number {
  const most = (n * (n * n - 1)) / 3;
  if (q <= 0 || q > most) return q <= 0 === isUpper ? 1 : 0;
  if (n <= countedSpearman) return counted(q, n, isUpper);
  const b = 1 / n;
  const x = ((6 * (q - 1) * b) / (n * n - 1) - 1) * Math.sqrt(n - 1);
  const y = x * x;
  const fourth = 0.0072 - 0.0831 * b + y * b * (0.0131 - 4.6e-4 * y);
  const third = 0.0879 + 0.0151 * b - y * fourth;
  const second = -0.0758 + b * (0.1033 + 0.3932 * b) - y * b * third;
  const series = x * b * (0.2274 + b * (0.2531 + 0.1745 * b) + y * second);
  const correction = series / exp(y / 2);
  const tail = isUpper ? correction + upperTail(x) : upperTail(-x) - correction;
  return Math.min(1, Math.max(0, tail));
}

function counted(q: number, n: number, isUpper: boolean): number {
  const order = Array.from({ length: n }, (_, at) => at);
  let [found, whole] = [0, 0];
  const place = (at: number, sum: number): void => {
    if (at === n) {
      whole++;
      if (sum >= q === isUpper) found++;
      return;
    }
    for (let other = at; other < n; other++) {
      const [here, there] = [order[at] ?? 0, order[other] ?? 0];
      order[at] = there;
      order[other] = here;
      place(at + 1, sum + (there - at) ** 2);
      order[at] = here;
      order[other] = there;
    }
  };
  place(0, 0);
  return found / whole;
}

function spearman(r: number, n: number): number {
  // Σd² is a whole even number where there are no ties.
  const q = Math.round(((n ** 3 - n) * (1 - r)) / 6);
  const isUpper = q > (n ** 3 - n) / 6;
  return Math.min(1, 2 * spearmanTail(isUpper ? q : q + 2, n, isUpper));
}

function kendall(r: number, n: number): number {
  const most = (n * (n - 1)) / 2;
  const q = Math.round(((r + 1) * most) / 2);
  // As many orderings have q concordant pairs as have q discordant ones.
  return Math.min(1, 2 * kendallBelow(Math.min(q, most - q), n));
}

/** How often each value occurs, for those that occur twice or more. */
function ties(values: readonly number[]): readonly number[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].filter((count) => count > 1);
}

/** Kendall's normal approximation with the variance that ties leave, as R's cor.test without `exact`. */
function kendallNormal(x: readonly number[], y: readonly number[]): number {
  const n = x.length;
  let score = 0;
  for (let i = 1; i < n; i++)
    for (let j = 0; j < i; j++)
      score += Math.sign((x[i] ?? 0) - (x[j] ?? 0)) * Math.sign((y[i] ?? 0) - (y[j] ?? 0));
  const [tx, ty] = [ties(x), ties(y)];
  const sum = (of: readonly number[], term: (t: number) => number): number =>
    of.reduce((total, t) => total + term(t), 0);
  const whole = (t: number): number => t * (t - 1) * (2 * t + 5);
  const pairs = (t: number): number => t * (t - 1);
  const triples = (t: number): number => t * (t - 1) * (t - 2);
  const variance =
    (whole(n) - sum(tx, whole) - sum(ty, whole)) / 18 +
    (sum(tx, pairs) * sum(ty, pairs)) / (2 * n * (n - 1)) +
    (sum(tx, triples) * sum(ty, triples)) / (9 * n * (n - 1) * (n - 2));
  return Math.min(1, 2 * upperTail(Math.abs(score) / Math.sqrt(variance)));
}

/**
 * How likely a correlation at least this strong is by chance, two-sided, as R's cor.test gives it by default: Pearson
 * by Student's t; ranks without ties exactly (Kendall below 50 pairs, Spearman up to 1 290, from ten on by the
 * Edgeworth series); otherwise Spearman by t and Kendall by a normal with the variance that ties leave.
 */
export function pValue(r: number, x: readonly number[], y: readonly number[], kind: CorrelationKind): number {
  const n = x.length;
  if (n < 3 || Number.isNaN(r)) return NaN;
  const isTied = hasTies(x) || hasTies(y);
  if (kind === 'kendall') return !isTied && n <= exactKendall ? kendall(r, n) : kendallNormal(x, y);
  if (kind === 'spearman' && !isTied && n <= exactSpearman) return spearman(r, n);
  const t = Math.abs(r) * Math.sqrt((n - 2) / (1 - r * r));
  return Math.min(1, 2 * studentT(-t, n - 2));
}
