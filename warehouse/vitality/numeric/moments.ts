import { pow } from './elementary.ts';
import { ExtendedSum, mean, sum } from './sum.ts';

/** Sample variance (n − 1). NaN below two values. */
export function variance(values: readonly number[]): number {
  if (values.length < 2) return NaN;
  const centre = mean(values);
  return sum(values.map((value) => (value - centre) * (value - centre))) / (values.length - 1);
}

/** Sample standard deviation (n − 1), as R's sd(). */
export function standardDeviation(values: readonly number[]): number {
  return Math.sqrt(variance(values));
}

export interface Shape {
  /** Sample skewness G1 (Joanes and Gill 1998, type 2): g1·√(n(n−1))/(n−2). NaN below 3 values or without spread. */
  readonly skew: number;
  /** Sample excess kurtosis G2 (type 2): ((n+1)·g2 + 6)(n−1)/((n−2)(n−3)). NaN below 4 values or without spread. */
  readonly kurt: number;
}

/** Skewness and kurtosis in one go. */
export function shapeOf(values: readonly number[]): Shape {
  const n = values.length;
  if (n < 3) return { skew: NaN, kurt: NaN };
  const centre = mean(values);
  const [second, third, fourth] = [new ExtendedSum(), new ExtendedSum(), new ExtendedSum()];
  for (let at = 0; at < n; at++) {
    const d = (values[at] ?? NaN) - centre;
    const square = d * d;
    second.add(square);
    third.add(square * d);
    fourth.add(square * square);
  }
  const moment = (Math.sqrt(n) * third.value) / pow(second.value, 1.5);
  const ratio = (n * fourth.value) / (second.value * second.value);
  return {
    skew: (moment * Math.sqrt(n * (n - 1))) / (n - 2),
    kurt: n < 4 ? NaN : (((n + 1) * (ratio - 3) + 6) * (n - 1)) / ((n - 2) * (n - 3)),
  };
}
