import type { Places } from '../../api/contracts/places.ts';
import type { Cluster } from './hex-layout.ts';

/** The counties with their townships, streets first: they lie in the middle. */
export function clustersOf({ counties, townships }: Places): readonly Cluster[] {
  return counties.map(({ code, longitude, latitude }) => ({
    code,
    longitude,
    latitude,
    members: townships
      .filter(({ county }) => county === code)
      .sort((a, b) => Number(b.kind === 'street') - Number(a.kind === 'street') || (a.code < b.code ? -1 : 1))
      .map((township) => township.code),
  }));
}
