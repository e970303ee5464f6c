import type { UncertaintySpec } from './definition/analysis-spec.ts';
import { DefinitionError } from './definition.ts';
import { DrawMaker, factorsOf, type Draw, type FactorName } from './draws.ts';
import { sortedQuantile } from './numeric/order.ts';
import { streamOf } from './numeric/random.ts';
import { mean } from './numeric/sum.ts';
import { ranksOf } from './results.ts';
import type { IndexRun } from './run.ts';

/** How a unit fares over the draws. Quantiles are R's type 7; null where no draw gave a value. */
export interface UnitUncertainty {
  readonly unit: string;
  readonly time: number | null;
  readonly nominal: number | null;
  readonly mean: number | null;
  readonly median: number | null;
  /** Rank interval: the shares (1 − interval)/2 and (1 + interval)/2 of the draws. */
  readonly low: number | null;
  readonly high: number | null;
  readonly scoreLow: number | null;
  readonly scoreHigh: number | null;
  /** Share of the draws in which the unit has a value. */
  readonly covered: number;
}

export interface Uncertainty {
  readonly draws: number;
  readonly seed: number;
  readonly target: string;
  readonly interval: number;
  readonly factors: readonly FactorName[];
  readonly units: readonly UnitUncertainty[];
  /** Row A, column B: share of the draws in which A lies above B, a draw with a tie counting half; null when not asked for or more than one time. */
  readonly above: readonly (readonly (number | null)[])[] | null;
}

/** Beyond this many units the table of pairs is left out: it grows with their square. */
const mostPairs = 1000;

function summary(
  values: Float64Array,
  share: number,
): { low: number; high: number; middle: number; mean: number } {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return {
    low: sortedQuantile(sorted, (1 - share) / 2),
    high: sortedQuantile(sorted, (1 + share) / 2),
    middle: sortedQuantile(sorted, 0.5),
    mean: sorted.length === 0 ? NaN : mean(sorted),
  };
}

/** The share of the draws in which each unit lies above each other one. */
export function pairwise(draws: readonly Draw[], units: number): (number | null)[][] {
  const wins = new Float64Array(units * units);
  const met = new Float64Array(units * units);
  for (const { ranks } of draws)
    for (let a = 0; a < units; a++) {
      const rankA = ranks[a] ?? NaN;
      if (Number.isNaN(rankA)) continue;
      for (let b = a + 1; b < units; b++) {
        const rankB = ranks[b] ?? NaN;
        if (Number.isNaN(rankB)) continue;
        const at = a * units + b;
        met[at] = (met[at] ?? 0) + 1;
        wins[at] = (wins[at] ?? 0) + (rankA < rankB ? 1 : rankA === rankB ? 0.5 : 0);
      }
    }
  return Array.from({ length: units }, (_, a) =>
    Array.from({ length: units }, (__, b) => {
      if (a === b) return null;
      const at = Math.min(a, b) * units + Math.max(a, b);
      const meetings = met[at] ?? 0;
      if (meetings === 0) return null;
      const share = (wins[at] ?? 0) / meetings;
      return a < b ? share : 1 - share;
    }),
  );
}

const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/**
 * Repeats an index under random assumptions, as its definition says what is uncertain.
 * @throws DefinitionError when nothing is
 */
export function uncertainty(done: IndexRun, spec: UncertaintySpec): Uncertainty {
  return summarised(done, spec, [...drawing(done, spec)]);
}

/**
 * The draws one by one, for a caller that has other things to do in between.
 * @throws DefinitionError when nothing is uncertain
 */
export function* drawing(done: IndexRun, spec: UncertaintySpec): Generator<Draw, void> {
  const factors = factorsOf(spec);
  if (factors.length === 0)
    throw new DefinitionError('uncertainty：没有写明什么是不确定的（weights、normalise、counts …）');
  const maker = new DrawMaker(done, spec, spec.target);
  const stream = streamOf(spec.seed);
  for (let made = 0; made < spec.draws; made++) yield maker.draw(factors.map(() => stream.uniform()));
}

/** What the draws come to. */
export function summarised(done: IndexRun, spec: UncertaintySpec, draws: readonly Draw[]): Uncertainty {
  const factors = factorsOf(spec);
  const target = spec.target ?? done.hierarchy.top ?? '';
  const { frame } = done.prepared;
  const column = done.aggregated.get(target);
  const nominal = column && ranksOf(column, frame, { decimals: done.index.definition.decimals });
  const units = frame.units.map((unit, row): UnitUncertainty => {
    const ranks = summary(
      Float64Array.from(draws, ({ ranks: each }) => each[row] ?? NaN),
      spec.interval,
    );
    const scores = summary(
      Float64Array.from(draws, ({ scores: each }) => each[row] ?? NaN),
      spec.interval,
    );
    const covered = draws.filter(({ ranks: each }) => !Number.isNaN(each[row] ?? NaN)).length;
    return {
      unit,
      time: frame.times?.[row] ?? null,
      nominal: orNull(nominal?.[row]),
      mean: orNull(ranks.mean),
      median: orNull(ranks.middle),
      low: orNull(ranks.low),
      high: orNull(ranks.high),
      scoreLow: orNull(scores.low),
      scoreHigh: orNull(scores.high),
      covered: covered / draws.length,
    };
  });
  const paired = spec.pairs && frame.times === null && units.length <= mostPairs;
  return {
    draws: spec.draws,
    seed: spec.seed,
    target,
    interval: spec.interval,
    factors,
    units,
    above: paired ? pairwise(draws, units.length) : null,
  };
}
