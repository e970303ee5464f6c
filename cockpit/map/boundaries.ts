import type { CityMap } from '../../api/contracts/map.ts';

/** One area's outline as the `d` of an SVG path. */
export interface Outline {
  readonly code: string;
  readonly path: string;
}

export interface Boundaries {
  readonly outlines: readonly Outline[];
  readonly width: number;
  readonly height: number;
}

type Ring = CityMap['features'][number]['geometry'] extends infer Geometry
  ? Geometry extends { type: 'Polygon'; coordinates: (infer One)[] }
    ? One
    : never
  : never;

const ringsOf = ({ geometry }: CityMap['features'][number]): readonly Ring[] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();

/**
 * Draws boundaries on a plane of the given width: equirectangular, shrunk by the cosine of the middle latitude, so
 * that a city keeps its shape. Pure.
 */
export function boundariesOf(map: CityMap, width: number): Boundaries {
  const points = map.features.flatMap((feature) => ringsOf(feature).flat());
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [longitude, latitude] of points) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = width / Math.max((east - west) * shrink, Number.EPSILON);
  const draw = (ring: Ring): string =>
    `M${ring
      .map(
        ([longitude, latitude]) =>
          `${((longitude - west) * shrink * scale).toFixed(2)} ${((north - latitude) * scale).toFixed(2)}`,
      )
      .join('L')}Z`;
  return {
    outlines: map.features.map((feature) => ({
      code: feature.properties.code,
      path: ringsOf(feature).map(draw).join(''),
    })),
    width,
    height: (north - south) * scale,
  };
}
