import type { SensitivitySpec } from './definition/analysis-spec.ts';
import { DefinitionError } from './definition.ts';
import { DrawMaker, factorsOf, type FactorName } from './draws.ts';
import { variance } from './numeric/moments.ts';
import { quantile } from './numeric/order.ts';
import { streamOf, type Stream } from './numeric/random.ts';
import { mean, sum } from './numeric/sum.ts';
import { ranksOf } from './results.ts';
import type { IndexRun } from './run.ts';

/** First-order and total index of one factor, with 5 % and 95 % quantiles of a bootstrap. */
export interface SobolIndex {
  readonly factor: string;
  readonly first: number | null;
  readonly total: number | null;
  readonly firstInterval: readonly [number | null, number | null] | null;
  readonly totalInterval: readonly [number | null, number | null] | null;
}

/** Saltelli's design: rows of A, rows of B, then A with column i taken from B, for each i. */
export function saltelliSample(draws: number, factors: number, stream: Stream): number[][] {
  const row = () => Array.from({ length: 2 * factors }, () => stream.uniform());
  const base = Array.from({ length: draws }, row);
  const a = base.map((each) => each.slice(0, factors));
  const b = base.map((each) => each.slice(factors));
  const mixed = Array.from({ length: factors }, (_, i) =>
    a.map((each, at) => each.map((place, column) => (column === i ? (b[at]?.[column] ?? place) : place))),
  );
  return [...a, ...b, ...mixed.flat()];
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/**
 * Sobol' indices from the outputs of a Saltelli design, with COINr's estimators (SA_estimate): first-order
 * Σ yB(yABi − yA)/N/V (Saltelli 2010), total Σ(yA − yABi)²/2N/V (Jansen 1999), V over A and B together.
 */
export function sobolIndices(
  outputs: readonly number[],
  names: readonly string[],
  draws: number,
  { bootstrap, stream }: { readonly bootstrap: number; readonly stream: Stream },
): readonly SobolIndex[] {
  const part = (at: number) => outputs.slice(at * draws, (at + 1) * draws);
  const [a, b] = [part(0), part(1)];
  const whole = variance([...a, ...b]);
  return names.map((factor, i) => {
    const mixed = part(2 + i);
    const products = mixed.map((each, at) => (b[at] ?? NaN) * (each - (a[at] ?? NaN)));
    const squares = mixed.map((each, at) => ((a[at] ?? NaN) - each) ** 2);
    const first = (parts: readonly number[]) => mean(parts) / whole;
    const total = (parts: readonly number[]) => sum(parts) / (2 * draws * whole);
    const resampled = (parts: readonly number[]) =>
      parts.map(() => parts[Math.floor(stream.uniform() * parts.length)] ?? NaN);
    const interval = (of: (parts: readonly number[]) => number, parts: readonly number[]) => {
      if (bootstrap === 0) return null;
      const found = Array.from({ length: bootstrap }, () => of(resampled(parts)));
      return [orNull(quantile(found, 0.05)), orNull(quantile(found, 0.95))] as const;
    };
    return {
      factor,
      first: orNull(first(products)),
      total: orNull(total(squares)),
      firstInterval: interval(first, products),
      totalInterval: interval(total, squares),
    };
  });
}

export interface Sensitivity {
  readonly draws: number;
  readonly runs: number;
  readonly seed: number;
  readonly target: string;
  /** What is decomposed: the mean absolute change of rank against the nominal run, as in COINr. */
  readonly output: 'mean_absolute_rank_change';
  readonly variance: number | null;
  readonly factors: readonly FactorName[];
  readonly indices: readonly SobolIndex[];
}

/**
 * How much of the change of ranks each assumption accounts for, alone (first order) and with its interactions (total).
 * @throws DefinitionError with fewer than two uncertain factors
 */
export function sensitivity(done: IndexRun, spec: SensitivitySpec): Sensitivity {
  const factors = factorsOf(spec);
  if (factors.length < 2) throw new DefinitionError('sensitivity：至少要有两个不确定的因素');
  const maker = new DrawMaker(done, spec, spec.target);
  const target = spec.target ?? done.hierarchy.top ?? '';
  const column = done.aggregated.get(target);
  const nominal = column
    ? ranksOf(column, done.prepared.frame, { decimals: done.index.definition.decimals })
    : new Float64Array();
  const stream = streamOf(spec.seed);
  const sample = saltelliSample(spec.draws, factors.length, stream);
  const outputs = sample.map((places) => {
    const { ranks } = maker.draw(places);
    const changes = Array.from(ranks, (rank, row) => Math.abs(rank - (nominal[row] ?? NaN)));
    return mean(changes.filter((change) => !Number.isNaN(change)));
  });
  return {
    draws: spec.draws,
    runs: sample.length,
    seed: spec.seed,
    target,
    output: 'mean_absolute_rank_change',
    variance: orNull(variance(outputs.slice(0, 2 * spec.draws))),
    factors,
    indices: sobolIndices(outputs, factors, spec.draws, { bootstrap: spec.bootstrap, stream }),
  };
}
