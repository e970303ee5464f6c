import { solve, type Constraint } from 'yalps';
import type { Children } from '../aggregate/children.ts';
import type { Status } from '../status.ts';
import { emptyColumn, put, type Column } from '../table.ts';

interface Shares {
  readonly share_min: number;
  readonly share_max: number;
}

/** Finer than the solver's default, since values are brought to the order of 1 first. */
const options = { precision: 1e-11, maxPivots: 100_000, checkCycles: true };

/**
 * One unit's most favourable weights: the greatest Σw·x with Σw·x ≤ 1 for every unit, and each part w·x between
 * `share_min` and `share_max` of the unit's own sum (Cherchye et al. 2007, Wong and Beasley 1990).
 */
function best(
  own: readonly number[],
  all: readonly (readonly number[])[],
  { share_min, share_max }: Shares,
): number | Status {
  const constraints = new Map<string, Constraint>();
  all.forEach((_, unit) => constraints.set(`unit ${unit}`, { max: 1 }));
  own.forEach((_, child) => {
    if (share_min > 0) constraints.set(`least ${child}`, { min: 0 });
    if (share_max < 1) constraints.set(`most ${child}`, { max: 0 });
  });
  const variables = own.map((value, child): [string, [string, number][]] => {
    const coefficients: [string, number][] = [['score', value]];
    all.forEach((row, unit) => coefficients.push([`unit ${unit}`, row[child] ?? 0]));
    own.forEach((_, other) => {
      const part = other === child ? value : 0;
      if (share_min > 0) coefficients.push([`least ${other}`, part - share_min * value]);
      if (share_max < 1) coefficients.push([`most ${other}`, part - share_max * value]);
    });
    return [String(child), coefficients];
  });
  const { status, result } = solve(
    { direction: 'maximize', objective: 'score', constraints, variables },
    options,
  );
  // Weights of nothing keep within any bounds; bounds that allow no others allow no score.
  const nothing = result <= options.precision && own.some((value) => value > 0);
  return status === 'optimal' && !nothing ? result : 'infeasible';
}

/**
 * Benefit of the doubt: every unit is measured with the weights that suit it best, against all units under those
 * weights. Children must not be negative; a unit lacking a child has no value. 1 is the best.
 */
export function benefitOfTheDoubt({ columns, groups }: Children, shares: Shares): Column {
  const out = emptyColumn(columns[0]?.values.length ?? 0, 'no_children');
  for (const rows of groups) {
    const present = rows.filter((row) => columns.every(({ values }) => !Number.isNaN(values[row] ?? NaN)));
    const greatest = columns.map(({ values }) =>
      present.reduce((a, row) => Math.max(a, values[row] ?? 0), 0),
    );
    const all = present.map((row) =>
      columns.map(({ values }, child) =>
        (greatest[child] ?? 0) > 0 ? (values[row] ?? 0) / (greatest[child] ?? 1) : 0,
      ),
    );
    present.forEach((row, place) => {
      const own = all[place] ?? [];
      const outcome: number | Status = own.some((value) => value < 0)
        ? 'not_positive'
        : best(own, all, shares);
      if (typeof outcome === 'number') put(out, row, outcome);
      else put(out, row, NaN, outcome);
    });
    for (const row of rows) if (!present.includes(row)) put(out, row, NaN, 'below_threshold');
  }
  return out;
}
