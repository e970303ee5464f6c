import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { DefinitionError } from '../definition.ts';

/** Weights of pairwise comparison (Saaty 1980), with how consistent the judgements are. */
export interface AhpResult {
  readonly weights: readonly number[];
  /** The greatest eigenvalue. */
  readonly lambda: number;
  /** (λ − n)/(n − 1) against the mean of random matrices; null below 3 elements, which are always consistent. */
  readonly consistencyRatio: number | null;
}

/** Saaty's mean index of random reciprocal matrices, by size from 1. */
const randomIndex = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/** @throws DefinitionError for a matrix that is not square or not reciprocal */
export function ahp(matrix: readonly (readonly number[])[]): AhpResult {
  const n = matrix.length;
  if (matrix.some((row) => row.length !== n)) throw new DefinitionError('ahp.matrix：应为方阵');
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const product = (matrix[i]?.[j] ?? 0) * (matrix[j]?.[i] ?? 0);
      if (Math.abs(product - 1) > 1e-3)
        throw new DefinitionError(
          `ahp.matrix：第 ${j + 1} 行第 ${i + 1} 列与第 ${i + 1} 行第 ${j + 1} 列应互为倒数`,
        );
    }
  const { realEigenvalues, imaginaryEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    new Matrix(matrix.map((row) => [...row])),
  );
  const real = realEigenvalues.map((value, at) =>
    Math.abs(imaginaryEigenvalues[at] ?? 0) < 1e-9 ? value : -Infinity,
  );
  const lambda = Math.max(...real);
  const vector = eigenvectorMatrix.getColumn(real.indexOf(lambda));
  const whole = vector.reduce((a, b) => a + b, 0);
  const random = randomIndex[Math.min(n, randomIndex.length) - 1] ?? 0;
  return {
    weights: vector.map((each) => each / whole),
    lambda,
    consistencyRatio: random === 0 ? null : (lambda - n) / (n - 1) / random,
  };
}
