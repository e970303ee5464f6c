import type { AggregateSpec } from '../definition/aggregate-spec.ts';
import { exp, ln, pow } from '../numeric/elementary.ts';
import { ExtendedSum } from '../numeric/sum.ts';
import type { Status } from '../status.ts';
import type { Present } from './children.ts';

/** A row's value, or the reason why there is none. */
export type Outcome = number | Status;

function total(present: Present): number {
  const sum = new ExtendedSum();
  for (let at = 0; at < present.count; at++) sum.add(present.weights[at] ?? 0);
  return sum.value;
}

function someNotPositive(present: Present): boolean {
  for (let at = 0; at < present.count; at++) if ((present.values[at] ?? 0) <= 0) return true;
  return false;
}

/** Σwx / Σw, each weight divided first, as COINr's a_amean does. */
export function arithmetic(present: Present): Outcome {
  const whole = total(present);
  if (whole === 0) return 'no_children';
  const sum = new ExtendedSum();
  for (let at = 0; at < present.count; at++)
    sum.add(((present.weights[at] ?? 0) / whole) * (present.values[at] ?? 0));
  return sum.value;
}

/** exp(Σw·ln x / Σw). */
export function geometric(present: Present): Outcome {
  if (someNotPositive(present)) return 'not_positive';
  const whole = total(present);
  if (whole === 0) return 'no_children';
  const sum = new ExtendedSum();
  for (let at = 0; at < present.count; at++)
    sum.add((present.weights[at] ?? 0) * ln(present.values[at] ?? 0));
  return exp(sum.value / whole);
}

/** Σw / Σ(w/x); values below 0 are taken as COINr takes them, a 0 is not. */
export function harmonic(present: Present): Outcome {
  const whole = total(present);
  if (whole === 0) return 'no_children';
  const sum = new ExtendedSum();
  for (let at = 0; at < present.count; at++) {
    if (present.values[at] === 0) return 'not_positive';
    sum.add((present.weights[at] ?? 0) / (present.values[at] ?? 0));
  }
  return sum.value === 0 ? 'infinite' : whole / sum.value;
}

/** (Σw·x^p / Σw)^(1/p). */
export function generalised(present: Present, p: number): Outcome {
  if (p < 0 && someNotPositive(present)) return 'not_positive';
  const whole = total(present);
  if (whole === 0) return 'no_children';
  const sum = new ExtendedSum();
  for (let at = 0; at < present.count; at++)
    sum.add((present.weights[at] ?? 0) * pow(present.values[at] ?? 0, p));
  const value = pow(sum.value / whole, 1 / p);
  return Number.isNaN(value) ? 'not_positive' : value;
}

/** The weighted median: the value at which half the weight is reached; the mean of two when it is reached between them. */
export function weightedMedian(present: Present): Outcome {
  const whole = total(present);
  if (whole === 0) return 'no_children';
  const places = Array.from({ length: present.count }, (_, at) => at)
    .filter((at) => (present.weights[at] ?? 0) > 0)
    .sort((a, b) => (present.values[a] ?? 0) - (present.values[b] ?? 0));
  let below = 0;
  for (const [order, at] of places.entries()) {
    below += (present.weights[at] ?? 0) / whole;
    const value = present.values[at] ?? NaN;
    const next = present.values[places[order + 1] ?? at] ?? value;
    if (Math.abs(below - 0.5) < 1e-12) return (value + next) / 2;
    if (below > 0.5) return value;
  }
  return 'no_children';
}

/** Yager's quantifier Q(r) = r^α whose orness is asked for: α = (1 − orness)/orness. */
export function orderWeights(count: number, orness: number): number[] {
  if (orness === 0) return Array.from({ length: count }, (_, at) => (at === count - 1 ? 1 : 0));
  const alpha = (1 - orness) / orness;
  return Array.from({ length: count }, (_, at) => pow((at + 1) / count, alpha) - pow(at / count, alpha));
}

/** Ordered weighted average: weights belong to places, the greatest value first. */
export function ordered(present: Present, spec: AggregateSpec): Outcome {
  const weights =
    spec.order?.length === present.count
      ? spec.order
      : spec.order === null
        ? orderWeights(present.count, spec.orness)
        : null;
  if (weights === null) return 'below_threshold';
  const values = Array.from(present.values.subarray(0, present.count)).sort((a, b) => b - a);
  const whole = weights.reduce((a, b) => a + b, 0);
  if (whole === 0) return 'no_children';
  const sum = new ExtendedSum();
  values.forEach((value, at) => sum.add(((weights[at] ?? 0) / whole) * value));
  return sum.value;
}
