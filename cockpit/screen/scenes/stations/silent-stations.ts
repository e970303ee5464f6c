import type { VitalityScores } from '../../../../api/contracts/vitality.ts';
import { stationTexts } from '../../../locale/stations-scene.ts';
import type { MetricQuery } from '../../../wire/metric-query.ts';

/** A station of which nothing was recorded in the last six months. */
export interface SilentStation {
  readonly code: string;
  readonly name: string;
  /** What is written; the name in full is shown when pointed at. */
  readonly short: string;
  /** Its county; empty where none is known. */
  readonly area: string;
  /** Of the index, 0–100; null for one that is not rated. */
  readonly score: number | null;
  /** The question its score answers; null without one. */
  readonly query: MetricQuery | null;
}

/** The silent stations of a period, those with the lowest score first, those without one before them. Pure. */
export function silentStations(scores: VitalityScores | null): readonly SilentStation[] {
  if (scores === null) return [];
  const month = scores.period.to.slice(0, 7);
  return scores.stations
    .filter(({ silent }) => silent)
    .toSorted((a, b) => (a.score ?? -1) - (b.score ?? -1) || (a.station < b.station ? -1 : 1))
    .map(({ station, name, areaName, score }) => ({
      code: station,
      name,
      short: name.replace(stationTexts.ranking.suffix, ''),
      area: areaName ?? '',
      score,
      query:
        score === null ? null : { metric: 'vitality_score', period: month, filters: { station: [station] } },
    }));
}
