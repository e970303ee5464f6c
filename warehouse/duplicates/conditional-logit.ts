import { Matrix, solve } from 'ml-matrix';

/** One choice: what each alternative shows, and which of them was the right one. */
export interface Choice {
  readonly alternatives: readonly (readonly number[])[];
  readonly chosen: number;
}

/**
 * Weights of a conditional logit (McFadden 1974): the chosen alternative's share of exp(w·x) is made as large as can be
 * over all choices. Newton's method on scaled columns with a ridge, the step halved for as long as it would make things
 * worse; the weights returned are for the columns as they are. To rank by w·x with such weights is listwise learning with one relevant document a query.
 */
export function fitConditionalLogit(choices: readonly Choice[], penalty: number): readonly number[] {
  const width = choices[0]?.alternatives[0]?.length ?? 0;
  const scales = Array.from({ length: width }, (_, column) => deviationOf(choices, column) || 1);
  const scaled = choices.map(({ alternatives, chosen }) => ({
    alternatives: alternatives.map((row) => row.map((value, index) => value / (scales[index] ?? 1))),
    chosen,
  }));
  let weights = new Array<number>(width).fill(0);
  let reached = likelihood(scaled, weights, penalty);
  for (let round = 0; round < 50; round++) {
    let step = newtonStep(scaled, weights, penalty);
    for (let halved = 0; halved < 30; halved++) {
      const next = weights.map((weight, index) => weight + (step[index] ?? 0));
      const there = likelihood(scaled, next, penalty);
      if (there >= reached) {
        [weights, reached] = [next, there];
        break;
      }
      step = step.map((value) => value / 2);
    }
    if (Math.max(...step.map(Math.abs)) < 1e-8) break;
  }
  return weights.map((weight, index) => weight / (scales[index] ?? 1));
}

/** Of all choices, in logarithms, less the ridge. */
function likelihood(choices: readonly Choice[], weights: readonly number[], penalty: number): number {
  const ridge = (penalty / 2) * weights.reduce((sum, weight) => sum + weight * weight, 0);
  return choices.reduce(
    (sum, { alternatives, chosen }) => sum + Math.log(sharesOf(alternatives, weights)[chosen] ?? 0),
    -ridge,
  );
}

function newtonStep(choices: readonly Choice[], weights: readonly number[], penalty: number): number[] {
  const width = weights.length;
  const gradient = weights.map((weight) => -penalty * weight);
  const hessian = weights.map((_, row) => weights.map((__, column) => (row === column ? penalty : 0)));
  for (const { alternatives: rows, chosen } of choices) {
    const shares = sharesOf(rows, weights);
    const mean = weights.map((_, index) =>
      rows.reduce((sum, row, at) => sum + (shares[at] ?? 0) * (row[index] ?? 0), 0),
    );
    rows.forEach((row, at) => {
      const share = shares[at] ?? 0;
      for (let index = 0; index < width; index++) {
        const apart = (row[index] ?? 0) - (mean[index] ?? 0);
        if (at === chosen) gradient[index] = (gradient[index] ?? 0) + apart;
        const line = hessian[index] ?? [];
        for (let other = 0; other < width; other++)
          line[other] = (line[other] ?? 0) + share * apart * ((row[other] ?? 0) - (mean[other] ?? 0));
      }
    });
  }
  return solve(new Matrix(hessian), Matrix.columnVector(gradient)).to1DArray();
}

function sharesOf(rows: readonly (readonly number[])[], weights: readonly number[]): readonly number[] {
  const scores = rows.map((row) => row.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0));
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const all = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / all);
}

function deviationOf(choices: readonly Choice[], column: number): number {
  const values = choices.flatMap(({ alternatives }) => alternatives.map((row) => row[column] ?? 0));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
