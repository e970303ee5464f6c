import { leafAreas, type Area } from './areas.ts';
import { cell, numberCell, register } from './reference.ts';

export interface Project {
  readonly code: string;
  readonly name: string;
}

export interface Department {
  readonly area: Area;
  /** `130` for the city's, `302-205` for a county's. */
  readonly code: string;
  readonly name: string;
  /** Functions it spends on, with its weight among the departments that share the class. */
  readonly functions: readonly { code: string; weight: number }[];
  /** Share of basic expenditure in what is not a pure subsidy. */
  readonly basic: number;
  readonly projects: readonly Project[];
}

const two = (value: number): string => String(value).padStart(2, '0');

function functionsOf(text: string) {
  return text.split('|').map((part) => {
    const [code = '', weight = '1'] = part.split(':');
    return { code, weight: Number(weight) };
  });
}

function projectsOf(text: string, department: string, prefix: string): Project[] {
  return text
    .split('|')
    .map((name, index) => ({ code: `${department}-P${two(index + 1)}`, name: `${prefix}${name}` }));
}

const cityDepartments = register('departments');
const countyBureaus = register('bureaus');

/** 鹿城 of 鹿城区: the prefix of a county's projects. */
const stemOf = (area: Area): string => (area.level === 'county' ? area.name.slice(0, -1) : '功能区');

/** The budget departments of an area: sixty of the city, a dozen bureaus of each county and of the zones. */
export function departmentsOf(area: Area): readonly Department[] {
  if (area.level === 'city_level')
    return cityDepartments.map((row) => {
      const code = cell(row, 'code');
      return {
        area,
        code,
        name: cell(row, 'name'),
        functions: functionsOf(cell(row, 'functions')),
        basic: numberCell(row, 'basic'),
        projects: projectsOf(cell(row, 'projects'), code, ''),
      };
    });
  return countyBureaus.map((row) => {
    const code = `${area.short}-${cell(row, 'number')}`;
    return {
      area,
      code,
      name: `${area.name}${cell(row, 'name')}`,
      functions: functionsOf(cell(row, 'functions')),
      basic: numberCell(row, 'basic'),
      projects: projectsOf(cell(row, 'projects'), code, stemOf(area)),
    };
  });
}

export const allDepartments: readonly Department[] = leafAreas.flatMap(departmentsOf);
