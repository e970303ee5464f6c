import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { correlation } from '../analysis/correlate.ts';
import { ln } from '../numeric/elementary.ts';
import { standardDeviation } from '../numeric/moments.ts';
import { sum } from '../numeric/sum.ts';
import { emptyColumn, type Column } from '../table.ts';

/** Weights drawn from the spread and the correlations of the columns; null where the data define none. */
export type DataWeights = readonly number[] | null;

const presentOf = ({ values }: Column): number[] =>
  Array.from(values).filter((value) => !Number.isNaN(value));

function shares(parts: readonly number[]): DataWeights {
  const whole = sum(parts);
  return parts.every((part) => Number.isFinite(part)) && whole !== 0
    ? parts.map((part) => part / whole)
    : null;
}

/** Only the rows in which every column has a value. */
function completeRows(columns: readonly Column[]): readonly Column[] {
  const rows = Array.from({ length: columns[0]?.values.length ?? 0 }, (_, row) => row).filter((row) =>
    columns.every(({ values }) => !Number.isNaN(values[row] ?? NaN)),
  );
  return columns.map(({ values }) => ({
    ...emptyColumn(rows.length, 'ok'),
    values: Float64Array.from(rows, (row) => values[row] ?? NaN),
  }));
}

/**
 * Loadings of the first principal component of the correlation matrix, over complete rows (R's prcomp with centring
 * and scaling). Squared they add up to 1; `first` gives the loadings themselves, their sum made positive.
 */
export function pcaWeights(columns: readonly Column[], loadings: 'squared' | 'first'): DataWeights {
  if (columns.length === 1) return [1];
  const complete = completeRows(columns);
  const table = complete.map((a) => complete.map((b) => (a === b ? 1 : correlation(a, b, 'pearson'))));
  if (table.flat().some((cell) => Number.isNaN(cell))) return null;
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(new Matrix(table), {
    assumeSymmetric: true,
  });
  const first = realEigenvalues.indexOf(Math.max(...realEigenvalues));
  const vector = eigenvectorMatrix.getColumn(first);
  if (loadings === 'squared') return shares(vector.map((each) => each * each));
  const sign = sum(vector) < 0 ? -1 : 1;
  return vector.map((each) => each * sign);
}

/** Entropy weights: p = x/Σx, e = −Σp·ln p/ln n, w = (1 − e)/Σ(1 − e). Values must not be negative. */
export function entropyWeights(columns: readonly Column[]): DataWeights {
  const divergences = columns.map((column) => {
    const values = presentOf(column);
    const whole = sum(values);
    if (values.length < 2 || whole <= 0 || values.some((value) => value < 0)) return NaN;
    const terms = values.map((value) => (value === 0 ? 0 : (value / whole) * ln(value / whole)));
    return 1 + sum(terms) / ln(values.length);
  });
  return shares(divergences);
}

function toUnitRange(column: Column): Column {
  const values = presentOf(column);
  const [low, high] = [
    values.reduce((a, b) => Math.min(a, b), Infinity),
    values.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  return { ...column, values: column.values.map((value) => (value - low) / (high - low)) };
}

/** CRITIC (Diakoulaki 1995): spread × conflict, C = sd·Σ(1 − r), on columns brought to 0–1. */
export function criticWeights(columns: readonly Column[]): DataWeights {
  const scaled = columns.map(toUnitRange);
  return shares(
    scaled.map(
      (column) =>
        standardDeviation(presentOf(column)) *
        sum(scaled.map((other) => (other === column ? 0 : 1 - correlation(column, other, 'pearson')))),
    ),
  );
}

/** Weights in proportion to the standard deviation. */
export function deviationWeights(columns: readonly Column[]): DataWeights {
  return shares(columns.map((column) => standardDeviation(presentOf(column))));
}
