import type { StationRow } from '../../warehouse/queries/vitality/scores.ts';
import { correlation } from '../../warehouse/vitality/analysis/correlate.ts';
import { numbers } from '../../warehouse/vitality/table.ts';
import type { VitalityComparison } from '../contracts/vitality.ts';

/** Two sets of scores side by side, and what may be said of them together. */
export function compared(
  earlier: readonly StationRow[],
  later: readonly StationRow[],
): Pick<VitalityComparison, 'summary' | 'stations'> {
  const known = new Map(earlier.map((row) => [row.station, row]));
  const stations = later.map(({ station, name, score, rank, band, interval }) => {
    const before = known.get(station);
    return {
      station,
      name,
      scoreBefore: before?.score ?? null,
      scoreAfter: score,
      rankBefore: before?.rank ?? null,
      rankAfter: rank,
      bandBefore: before?.band ?? null,
      bandAfter: band,
      intervalBefore: before?.interval ?? null,
      intervalAfter: interval,
    };
  });
  const both = stations.filter(({ scoreBefore, scoreAfter }) => scoreBefore !== null && scoreAfter !== null);
  const ranks = correlation(
    numbers(both.map(({ scoreBefore }) => scoreBefore)),
    numbers(both.map(({ scoreAfter }) => scoreAfter)),
    'spearman',
  );
  const moves = both.map(({ bandBefore, bandAfter }) => Math.sign((bandBefore ?? 0) - (bandAfter ?? 0)));
  return {
    summary: {
      stations: both.length,
      ranks: Number.isNaN(ranks) ? null : ranks,
      bandsUp: moves.filter((sign) => sign > 0).length,
      bandsSame: moves.filter((sign) => sign === 0).length,
      bandsDown: moves.filter((sign) => sign < 0).length,
    },
    stations,
  };
}
