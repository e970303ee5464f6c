import { leafAreas } from './areas.ts';
import { addDays } from './calendar.ts';
import { Dice } from './dice.ts';
import { at, cell, seed as seedTable } from './reference.ts';

export interface Station {
  readonly code: string;
  readonly name: string;
  readonly kind: 'demonstration' | 'featured' | 'ordinary';
  readonly peerGroup: 'street' | 'township' | 'special';
  readonly county: string;
  readonly township: string | null;
  /** What people call the place in an opinion. */
  readonly place: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly openedOn: string;
  readonly deputies: number;
  readonly residents: number;
}

/** Resident population, 2023, 万人 (sample/published/population.csv; 文成 and 泰顺 derived or of 泰顺's own report). */
const population: Readonly<Record<string, number>> = {
  '330302': 120.94,
  '330303': 74.81,
  '330304': 100.16,
  '330305': 15.78,
  '330324': 88.1,
  '330326': 87.1,
  '330327': 84.85,
  '330328': 29.2,
  '330329': 26.94,
  '330381': 153.46,
  '330382': 147.58,
  '330383': 47.16,
};

const demonstrations = 13;
const featured = 94;
const extra = 46;
const professions = [
  '法治',
  '教育',
  '医疗卫生',
  '民营经济',
  '海洋渔业',
  '金融',
  '农业农村',
  '外贸',
  '数字经济',
  '城建环保',
];
const neighbourhoods = ['城西', '城东', '湖滨', '新城', '沿江', '白沙', '海港', '江滨'];

interface Place {
  readonly name: string;
  readonly peerGroup: Station['peerGroup'];
  readonly county: string;
  readonly township: string | null;
  readonly place: string;
}

function places(dice: Dice): Place[] {
  const townships = seedTable('township').map((row): Place => ({
    name: `${cell(row, 'name')}人大代表联络站`,
    peerGroup: cell(row, 'kind') === 'street' ? 'street' : 'township',
    county: cell(row, 'county_code'),
    township: cell(row, 'code'),
    place: cell(row, 'name'),
  }));
  // 龙港 has no townships; its stations stand in neighbourhoods.
  const longgang = neighbourhoods.map((name): Place => ({
    name: `龙港市${name}片区人大代表联络站`,
    peerGroup: 'street',
    county: '330383',
    township: null,
    place: `龙港${name}`,
  }));
  const counties = leafAreas.filter(({ level }) => level === 'county');
  const special = Array.from({ length: 22 }, (_, index): Place => {
    const county = at(counties, index % counties.length);
    const profession = at(professions, index % professions.length);
    return {
      name: `${county.name}${profession}专业代表联络站`,
      peerGroup: 'special',
      county: county.code,
      township: null,
      place: county.name,
    };
  });
  const seconds = Array.from({ length: extra }, (_, index): Place => {
    const home = at(townships, (index * 4 + dice.whole(0, 3)) % townships.length);
    return { ...home, name: `${home.place}${index % 2 === 0 ? '社区' : '片区'}人大代表联络站` };
  });
  return [...townships, ...longgang, ...special, ...seconds];
}

/**
 * The register: 13 e系列示范站 and 94 特色站 as published, ordinary ones so that every township has a station.
 * Coordinates are scattered round the county's centre: the real ones are not known.
 */
export function stationsOf(seed: number): readonly Station[] {
  const dice = new Dice(seed, 'stations');
  const all = places(dice);
  const order = all.map((_, index) => ({ index, draw: dice.unit() })).sort((a, b) => a.draw - b.draw);
  const rank = new Map(order.map(({ index }, place) => [index, place]));
  const perCounty = new Map<string, number>();
  for (const { county } of all) perCounty.set(county, (perCounty.get(county) ?? 0) + 1);
  const numbers = new Map<string, number>();
  return all.map((place, index) => {
    const county = at(
      leafAreas,
      leafAreas.findIndex(({ code }) => code === place.county),
    );
    const number = (numbers.get(place.county) ?? 0) + 1;
    numbers.set(place.county, number);
    const position = rank.get(index) ?? 0;
    const kind =
      position < demonstrations
        ? 'demonstration'
        : position < demonstrations + featured
          ? 'featured'
          : 'ordinary';
    const people = ((population[place.county] ?? 30) * 10_000) / (perCounty.get(place.county) ?? 1);
    const scatter = () => (dice.unit() + dice.unit() - 1) * 0.16;
    const deputies = dice.whole(8, 26) + (kind === 'demonstration' ? 24 : kind === 'featured' ? 8 : 0);
    return {
      ...place,
      code: `LLZ-${place.county}-${String(number).padStart(3, '0')}`,
      kind,
      longitude: Math.round((county.longitude + scatter()) * 1e4) / 1e4,
      latitude: Math.round((county.latitude + scatter() * 0.8) * 1e4) / 1e4,
      openedOn: addDays('2016-03-01', dice.whole(0, 1600)),
      deputies,
      residents: Math.round((people * dice.around(0.35)) / 10) * 10,
    };
  });
}
