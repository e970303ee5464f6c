import type { Places } from '../../../api/contracts/places.ts';
import type { StationScore, VitalityScores } from '../../../api/contracts/vitality.ts';
import { formatNumber } from '../../figures/format.ts';
import { vitalityTexts } from '../../locale/vitality.ts';
import type { TileLook } from '../../map/tile-look.ts';

type Bands = VitalityScores['bands'];

export const bandOf = (score: number, bands: Bands): number =>
  bands.findIndex(({ from }) => score >= from) + 1 || bands.length;

export const bandName = (band: number | null, bands: Bands): string =>
  band === null ? vitalityTexts.bands.unrated : (bands[band - 1]?.name ?? '');

export const formatScore = (score: number | null): string => (score === null ? '—' : formatNumber(score, 1));

/** The band and, where the interval reaches further, the bands it may be. */
export function bandText({ band, interval }: Pick<StationScore, 'band' | 'interval'>, bands: Bands): string {
  if (band === null || interval === null || interval.bandLow === interval.bandHigh)
    return bandName(band, bands);
  return vitalityTexts.ranking.spans(bandName(interval.bandLow, bands), bandName(interval.bandHigh, bands));
}

/** 五马街道 → 五马: what fits on a tile. */
export const shortName = (name: string): string =>
  (name.length > 2 ? name.replace(/(街道|镇|畲族镇|乡|民族乡|市|县|区)$/, '') : name).slice(0, 3);

/** How each township's tile looks: by the mean score of its stations, silent only where all of them are. */
export function tileLooks(
  places: Places,
  { stations, bands }: Pick<VitalityScores, 'stations' | 'bands'>,
  hrefOf: (station: string) => string,
): ReadonlyMap<string, TileLook> {
  const areas = [
    ...places.townships.map(({ code, name }) => ({
      code,
      name,
      own: (one: StationScore) => one.township === code,
    })),
    ...places.counties
      .filter(({ code }) => !places.townships.some(({ county }) => county === code))
      .map(({ code, name }) => ({ code, name, own: (one: StationScore) => one.area === code })),
  ];
  return new Map(
    areas.map(({ code, name, own }) => {
      const mine = stations.filter(own);
      const rated = mine.flatMap(({ score }) => (score === null ? [] : [score]));
      const mean = rated.length === 0 ? null : rated.reduce((sum, score) => sum + score, 0) / rated.length;
      const silent = mine.length > 0 && mine.every((one) => one.silent);
      const band = mean === null ? null : bandOf(mean, bands);
      const tone = silent ? 'silent' : band === null ? 'none' : String(band);
      const word = silent
        ? vitalityTexts.map.silent
        : band === null
          ? vitalityTexts.map.none
          : bandName(band, bands);
      return [
        code,
        {
          tone,
          mark: silent ? '静' : band === null ? '–' : String(band),
          label: shortName(name),
          title: vitalityTexts.map.tile(
            name,
            word,
            mean === null ? '' : formatScore(mean),
            mine.map((one) => one.name).join('、') || vitalityTexts.map.none,
          ),
          href: mine[0] === undefined ? null : hrefOf(mine[0].station),
        },
      ];
    }),
  );
}
