import type { Counts } from './definition/structure-spec.ts';
import type { Frame } from './frame.ts';
import type { Indicator } from './hierarchy.ts';
import { sum } from './numeric/sum.ts';
import type { Status } from './status.ts';
import { emptyColumn, hasValue, numbers, put, type Column, type Stage } from './table.ts';

/**
 * Counts against what they are counted over, with a conjugate prior whose mean is the ratio of the sums: Gamma for a
 * rate, Beta for a share. `prior` is its size, in exposure or in trials; 0 shrinks nothing.
 */
export interface Counted {
  readonly counts: Counts;
  readonly events: Column;
  readonly exposure: Column;
  /** Σevents / Σexposure. */
  readonly mean: number;
  readonly prior: number;
}

type Pairs = Pick<Counted, 'counts' | 'events' | 'exposure'>;

const isShare = ({ counts, events, exposure }: Pairs, row: number): boolean =>
  counts.kind === 'rate' || (events.values[row] ?? NaN) <= (exposure.values[row] ?? NaN);

const usable = (pairs: Pairs, row: number): boolean =>
  hasValue(pairs.events, row) &&
  hasValue(pairs.exposure, row) &&
  (pairs.exposure.values[row] ?? 0) > 0 &&
  (pairs.events.values[row] ?? -1) >= 0 &&
  isShare(pairs, row);

/** Why a count that is there cannot be used. */
function reasonOf(pairs: Pairs, row: number): Status {
  if (pairs.exposure.values[row] === 0) return 'zero_denominator';
  return isShare(pairs, row) ? 'not_positive' : 'more_than_trials';
}

/**
 * Size of the prior from the spread between units, by moments (Marshall 1991): s² = Σm(r − r̄)²/Σm is what the units
 * differ, r̄(1 − r̄)/m̄ or r̄/m̄ is what chance alone makes; the rest is real. No real difference: a prior as large as
 * the whole, so that every unit shows the mean.
 */
function estimatedPrior(
  parts: Pick<Counted, 'counts' | 'events' | 'exposure' | 'mean'>,
  rows: readonly number[],
): number {
  const { counts, events, exposure, mean } = parts;
  const whole = sum(rows.map((row) => exposure.values[row] ?? 0));
  const average = whole / rows.length;
  const spread =
    sum(
      rows.map((row) => {
        const size = exposure.values[row] ?? NaN;
        const off = (events.values[row] ?? NaN) / size - mean;
        return size * off * off;
      }),
    ) / whole;
  const chance = counts.kind === 'rate' ? mean : mean * (1 - mean);
  const real = spread - chance / average;
  return real > 0 ? chance / real : whole;
}

/** The counts behind an indicator; null when it has none. */
export function countedOf(frame: Frame, { code, counts }: Indicator): Counted | null {
  if (counts === undefined) return null;
  const [over, under] =
    counts.kind === 'rate' ? [counts.events, counts.exposure] : [counts.successes, counts.trials];
  const events = numbers(frame.cells(over, `指标 ${code} 的计数`));
  const exposure = numbers(frame.cells(under, `指标 ${code} 的规模`));
  const rows = frame.units.map((_, row) => row).filter((row) => usable({ counts, events, exposure }, row));
  const total = sum(rows.map((row) => exposure.values[row] ?? 0));
  const mean = total > 0 ? sum(rows.map((row) => events.values[row] ?? 0)) / total : NaN;
  const parts = { counts, events, exposure, mean };
  const prior = counts.shrink && rows.length > 0 ? (counts.strength ?? estimatedPrior(parts, rows)) : 0;
  return { ...parts, prior };
}

/** The rate or share of each unit, drawn towards the mean of all by the size of the prior. */
export function countedColumn({ counts, events, exposure, mean, prior }: Counted): Column {
  const out = emptyColumn(events.values.length);
  const per = counts.kind === 'rate' ? counts.per : 1;
  for (let row = 0; row < events.values.length; row++) {
    if (!hasValue(events, row)) continue;
    if (!hasValue(exposure, row)) put(out, row, NaN, 'missing_denominator');
    else if (!usable({ counts, events, exposure }, row))
      put(out, row, NaN, reasonOf({ counts, events, exposure }, row));
    else {
      const shrunk = (events.values[row] ?? NaN) + (prior > 0 ? mean * prior : 0);
      put(out, row, (shrunk / ((exposure.values[row] ?? NaN) + prior)) * per);
    }
  }
  return out;
}

/** Puts the rates and shares in place of the counts they are made of. */
export function withCounts(stage: Stage, frame: Frame, indicators: readonly Indicator[]): Stage {
  const out = new Map(stage);
  for (const indicator of indicators) {
    const counted = countedOf(frame, indicator);
    if (counted !== null) out.set(indicator.code, countedColumn(counted));
  }
  return out;
}
