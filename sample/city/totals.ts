import {
  annualAnchors,
  budgetAnchors,
  cityBudget2024,
  cityTotals,
  firstHalf2024,
  longwanTenMonths2023,
} from './anchors.ts';
import { apportion, fenOfYi, sum, type Fen } from './apportion.ts';
import { cityLevel, functionalZones, leafAreas, longwan, type Area } from './areas.ts';
import { years } from './calendar.ts';
import { Dice } from './dice.ts';
import { at, cell, need, numberCell, shape } from './reference.ts';

export type Measure = 'revenue' | 'expenditure';

/** 亿元 of 2023, for the proportions between areas; what is published overrides them. */
const size: Readonly<Record<string, { revenue: number; expenditure: number }>> = {
  [cityLevel]: { revenue: 138.9, expenditure: 168.23 },
  [functionalZones]: { revenue: 37.8, expenditure: 26.1 },
  '330302': { revenue: 57, expenditure: 99 },
  '330303': { revenue: 54.08, expenditure: 75.12 },
  '330304': { revenue: 51, expenditure: 88 },
  '330305': { revenue: 11.05, expenditure: 33.9 },
  '330382': { revenue: 78, expenditure: 133 },
  '330381': { revenue: 74, expenditure: 138 },
  '330324': { revenue: 35, expenditure: 97 },
  '330326': { revenue: 37, expenditure: 95 },
  '330327': { revenue: 27, expenditure: 87 },
  '330328': { revenue: 10, expenditure: 47 },
  '330329': { revenue: 10, expenditure: 49 },
  '330383': { revenue: 18, expenditure: 41 },
};

/** Areas whose generated years follow their own path instead of sharing what is left of the city, by year from 2021. */
const own: Readonly<Record<string, Record<Measure, readonly number[]>>> = {
  [cityLevel]: {
    revenue: [119.8, 0, 0, 143.6, 147.2, 152.1],
    expenditure: [149.7, 0, 0, 171.4, 175.1, 179.6],
  },
  [functionalZones]: {
    revenue: [34.1, 34.6, 37.8, 39.1, 40.6, 41.9],
    expenditure: [24.1, 25, 26.1, 25.4, 26.2, 26.9],
  },
  '330303': { revenue: [52.1, 0, 0, 0, 58.9, 60.7], expenditure: [71.2, 0, 0, 76.9, 78.6, 80.1] },
  '330305': { revenue: [0, 0, 11.05, 11.5, 11.9, 12.3], expenditure: [0, 0, 33.9, 34.5, 35.2, 35.9] },
};

/** Share of the year that falls in January to June. */
const firstHalfShare: Record<Measure, (area: Area) => number> = {
  revenue: (area) => (area.code === cityLevel ? 0.606 : area.code === functionalZones ? 0.569 : 0.626),
  expenditure: (area) => (area.code === cityLevel ? 0.546 : area.code === functionalZones ? 0.447 : 0.535),
};

export interface CityTotals {
  /** Twelve months of fen by measure, area and year; the months after October 2026 are a forecast nobody reports. */
  readonly months: Record<Measure, ReadonlyMap<string, ReadonlyMap<number, readonly Fen[]>>>;
  /** Budget of the general account by version, measure, area and year, in whole 万元. */
  budget(version: 'approved' | 'adjusted', measure: Measure, area: string, year: number): Fen;
}

function annual(measure: Measure, dice: Dice): Map<number, Map<string, Fen>> {
  const result = new Map<number, Map<string, Fen>>();
  for (const [index, year] of years.entries()) {
    const fixed = new Map<string, Fen>();
    for (const area of leafAreas) {
      const published = annualAnchors.find((one) => one.area === area.code && one.year === year)?.[measure];
      const path = own[area.code]?.[measure][index];
      const yi = published ?? (path === 0 ? undefined : path);
      if (yi !== undefined) fixed.set(area.code, fenOfYi(yi));
    }
    const free = leafAreas.filter((area) => !fixed.has(area.code));
    const city = cityTotals[year]?.[measure] ?? 0;
    const parts = apportion(
      fenOfYi(city) - sum([...fixed.values()]),
      free.map((area) => (size[area.code]?.[measure] ?? 0) * dice.around(0.012)),
    );
    for (const [place, area] of free.entries()) fixed.set(area.code, at(parts, place));
    result.set(year, fixed);
  }
  return result;
}

function firstHalves(measure: Measure, totals: Map<number, Map<string, Fen>>, dice: Dice) {
  const halves = new Map<string, Fen>();
  for (const year of years)
    for (const area of leafAreas) {
      const share = firstHalfShare[measure](area) * dice.around(0.008);
      halves.set(`${area.code} ${year}`, Math.round(need(need(totals, year), area.code) * share));
    }
  const zones = fenOfYi(firstHalf2024[functionalZones][measure]);
  const level = fenOfYi(firstHalf2024[cityLevel][measure]);
  halves.set(`${cityLevel} 2024`, level);
  halves.set(`${functionalZones} 2024`, zones);
  const counties = leafAreas.filter((area) => area.level === 'county');
  const parts = apportion(
    fenOfYi(firstHalf2024.city[measure]) - level - zones,
    counties.map((area) => need(halves, `${area.code} 2024`)),
  );
  for (const [place, area] of counties.entries()) halves.set(`${area.code} 2024`, at(parts, place));
  return halves;
}

function spread(measure: Measure, dice: Dice): Map<string, Map<number, readonly Fen[]>> {
  const totals = annual(measure, dice);
  const halves = firstHalves(measure, totals, dice);
  const row = shape('month-profile').find((one) => cell(one, 'series') === measure);
  const result = new Map<string, Map<number, readonly Fen[]>>();
  for (const area of leafAreas) {
    const byYear = new Map<number, readonly Fen[]>();
    for (const year of years) {
      const weights = Array.from({ length: 12 }, (_, month) => {
        const name = `m${String(month + 1).padStart(2, '0')}`;
        return (row === undefined ? 1 : numberCell(row, name)) * dice.around(0.03);
      });
      const total = need(need(totals, year), area.code);
      const half = need(halves, `${area.code} ${year}`);
      const first = apportion(half, weights.slice(0, 6));
      const tenMonths =
        measure === 'revenue' && area.code === longwan && year === 2023
          ? fenOfYi(longwanTenMonths2023)
          : null;
      const second =
        tenMonths === null
          ? apportion(total - half, weights.slice(6))
          : [
              ...apportion(tenMonths - half, weights.slice(6, 10)),
              ...apportion(total - tenMonths, weights.slice(10)),
            ];
      byYear.set(year, [...first, ...second]);
    }
    result.set(area.code, byYear);
  }
  return result;
}

const tenThousand = 1_000_000;
const wholeWan = (fen: number): Fen => Math.round(fen / tenThousand) * tenThousand;

function budgets(months: CityTotals['months'], dice: Dice): Map<string, Fen> {
  const result = new Map<string, Fen>();
  const counties2024 = leafAreas.filter((area) => area.level === 'county');
  for (const year of years)
    for (const area of leafAreas)
      for (const measure of ['revenue', 'expenditure'] as const) {
        const anchored = (version: 'approved' | 'adjusted') => {
          const found = budgetAnchors.find(
            (one) => one.area === area.code && one.year === year && one.version === version,
          )?.[measure];
          return found === undefined ? undefined : fenOfYi(found);
        };
        const actual = sum(need(need(months[measure], area.code), year));
        const draft =
          measure === 'revenue' ? actual * dice.between(0.988, 1.022) : actual * dice.between(1, 1.014);
        const growth = measure === 'revenue' ? 1 : dice.between(1.004, 1.012);
        const adjusted = anchored('adjusted');
        const approved = anchored('approved') ?? wholeWan(adjusted === undefined ? draft : adjusted / 1.012);
        result.set(`approved ${measure} ${area.code} ${year}`, approved);
        result.set(`adjusted ${measure} ${area.code} ${year}`, adjusted ?? wholeWan(approved * growth));
      }
  for (const measure of ['revenue', 'expenditure'] as const) {
    const key = (area: string) => `approved ${measure} ${area} 2024`;
    const rest =
      fenOfYi(cityBudget2024[measure]) - need(result, key(cityLevel)) - need(result, key(functionalZones));
    const parts = apportion(
      rest / tenThousand,
      counties2024.map((area) => need(result, key(area.code))),
    );
    for (const [place, area] of counties2024.entries()) {
      const approved = at(parts, place) * tenThousand;
      result.set(key(area.code), approved);
      const growth = measure === 'revenue' ? 1 : 1.006;
      result.set(`adjusted ${measure} ${area.code} 2024`, wholeWan(approved * growth));
    }
  }
  return result;
}

/** Annual and monthly totals of the general account for every area, around the published ones. */
export function cityTotalsOf(seed: number): CityTotals {
  const months = {
    revenue: spread('revenue', new Dice(seed, 'totals revenue')),
    expenditure: spread('expenditure', new Dice(seed, 'totals expenditure')),
  };
  const table = budgets(months, new Dice(seed, 'totals budget'));
  return {
    months,
    budget: (version, measure, area, year) => need(table, `${version} ${measure} ${area} ${year}`),
  };
}
