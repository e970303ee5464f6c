import { Matrix, solve } from 'ml-matrix';

/** A logistic regression on standardised features. */
export interface Fit {
  readonly means: readonly number[];
  readonly scales: readonly number[];
  readonly weights: readonly number[];
  readonly bias: number;
}

/**
 * Ridge-penalised maximum likelihood by Newton's method (iteratively reweighted least squares). Features are
 * standardised first, so one `penalty` suits all of them; the bias is not penalised.
 */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  labels: readonly (0 | 1)[],
  penalty: number,
): Fit {
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? 0));
  const means = columns.map((values) => sum(values) / values.length);
  const scales = columns.map(
    (values, column) =>
      Math.sqrt(sum(values.map((value) => (value - (means[column] ?? 0)) ** 2)) / values.length) || 1,
  );
  const standard = rows.map((row) => [
    1,
    ...row.map((value, column) => (value - (means[column] ?? 0)) / (scales[column] ?? 1)),
  ]);
  let weights = new Array<number>(width + 1).fill(0);
  for (let round = 0; round < 50; round++) {
    const step = newtonStep(standard, labels, weights, penalty);
    weights = weights.map((weight, index) => weight + (step[index] ?? 0));
    if (Math.max(...step.map(Math.abs)) < 1e-9) break;
  }
  const [bias = 0, ...rest] = weights;
  return { means, scales, weights: rest, bias };
}

export function scoreWith(fit: Fit, row: readonly number[]): number {
  return row.reduce(
    (score, value, column) =>
      score + ((fit.weights[column] ?? 0) * (value - (fit.means[column] ?? 0))) / (fit.scales[column] ?? 1),
    fit.bias,
  );
}

function newtonStep(
  rows: readonly (readonly number[])[],
  labels: readonly (0 | 1)[],
  weights: readonly number[],
  penalty: number,
): number[] {
  const width = weights.length;
  const gradient = weights.map((weight, index) => (index === 0 ? 0 : -penalty * weight));
  const hessian = weights.map((_, index) =>
    weights.map((__, other) => (index === other && index > 0 ? penalty : 1e-9)),
  );
  rows.forEach((row, at) => {
    const p =
      1 / (1 + Math.exp(-row.reduce((score, value, index) => score + value * (weights[index] ?? 0), 0)));
    for (let index = 0; index < width; index++) {
      const value = row[index] ?? 0;
      gradient[index] = (gradient[index] ?? 0) + ((labels[at] ?? 0) - p) * value;
      const line = hessian[index] ?? [];
      for (let other = 0; other < width; other++)
        line[other] = (line[other] ?? 0) + p * (1 - p) * value * (row[other] ?? 0);
    }
  });
  return solve(new Matrix(hessian), Matrix.columnVector(gradient)).to1DArray();
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
