import { cell, numberCell, seed } from './reference.ts';

export const cityLevel = '330300-CL';
export const functionalZones = '330300-FZ';
export const longwan = '330303';
export const dongtou = '330305';

export interface Area {
  readonly code: string;
  readonly name: string;
  readonly level: 'city_level' | 'functional_zone' | 'county';
  /** Three digits that begin the codes of its departments and vouchers. */
  readonly short: string;
  /** Degrees; the centre of the county, of the city for the two that have none. */
  readonly longitude: number;
  readonly latitude: number;
}

const rows = seed('area');
const city = rows.find((row) => cell(row, 'level') === 'city');

/** The fourteen areas that data rows speak of, in the order people expect. The city itself is their sum. */
export const leafAreas: readonly Area[] = rows
  .filter((row) => row !== city)
  .map((row) => {
    const level = cell(row, 'level') as Area['level'];
    const place = cell(row, 'longitude') === '' && city !== undefined ? city : row;
    const code = cell(row, 'code');
    return {
      code,
      name: cell(row, 'name'),
      level,
      short: level === 'county' ? code.slice(3) : level === 'city_level' ? '300' : '390',
      longitude: numberCell(place, 'longitude'),
      latitude: numberCell(place, 'latitude'),
    };
  });
