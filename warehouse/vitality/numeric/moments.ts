import { pow } from './elementary.ts';
import { mean, sum } from './sum.ts';

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

/**
 * Sample skewness G1 (Joanes and Gill 1998, type 2): g1·√(n(n−1))/(n−2). NaN below 3 values or without spread.
 */
export function skewness(values: readonly number[]): number {
  const n = values.length;
  if (n < 3) return NaN;
  const centre = mean(values);
  const deviations = values.map((value) => value - centre);
  const second = sum(deviations.map((d) => d * d));
  const third = sum(deviations.map((d) => d * d * d));
  const moment = (Math.sqrt(n) * third) / pow(second, 1.5);
  return (moment * Math.sqrt(n * (n - 1))) / (n - 2);
}

/**
 * Sample excess kurtosis G2 (type 2): ((n+1)·g2 + 6)(n−1)/((n−2)(n−3)). NaN below 4 values or without spread.
 */
export function kurtosis(values: readonly number[]): number {
  const n = values.length;
  if (n < 4) return NaN;
  const centre = mean(values);
  const deviations = values.map((value) => value - centre);
  const second = sum(deviations.map((d) => d * d));
  const fourth = sum(deviations.map((d) => d * d * (d * d)));
  const ratio = (n * fourth) / (second * second);
  return (((n + 1) * (ratio - 3) + 6) * (n - 1)) / ((n - 2) * (n - 3));
}
