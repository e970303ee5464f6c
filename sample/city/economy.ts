import { countyAnchors, economyAnchors, gdpAnchors } from './economy-anchors.ts';
import { apportion } from './apportion.ts';
import { lastMonthOfLastYear, lastYear, years } from './calendar.ts';
import { Dice } from './dice.ts';
import { at, need } from './reference.ts';

/** An indicator from January to the end of a quarter: value in hundredths of its unit, growth in percent. */
export interface Indicator {
  readonly year: number;
  readonly month: number;
  readonly territory: string;
  readonly indicator: string;
  readonly hundredths: number | null;
  readonly unit: '亿元' | '元';
  readonly growth: number | null;
}

export const wholeCity = '330300';

/** Share of the year that is there by the end of each quarter. */
const quarterShare = [0.212, 0.4422, 0.7, 1];
const tenth = (value: number): number => Math.round(value * 10) / 10;

export const quartersOf = (year: number): readonly number[] =>
  [3, 6, 9, 12].filter((month) => year < lastYear || month <= lastMonthOfLastYear);

type Of = (
  indicator: string,
  hundredths: number | null,
  unit: Indicator['unit'],
  growth: number | null,
) => void;

/** GDP and its three industries, which add up to it exactly. */
function production(of: Of, gdp: number, growth: number, shares: readonly number[], dice: Dice): void {
  of('gdp', gdp, '亿元', growth);
  const parts = apportion(gdp, shares);
  for (const [index, name] of ['primary', 'secondary', 'tertiary'].entries())
    of(name, at(parts, index), '亿元', tenth(growth * at([0.62, 1.05, 0.99], index) * dice.around(0.05)));
}

function cityQuarter(year: number, month: number, dice: Dice, of: Of): void {
  const quarter = month / 3 - 1;
  const { value, growth, shares } = need(gdpAnchors, year);
  const stated = growth[quarter] ?? at(growth, growth.length - 1);
  production(of, Math.round(value * 100 * at(quarterShare, quarter)), stated, shares, dice);
  for (const { indicator, unit, of2023, yearly, only } of economyAnchors) {
    const published = only.find((one) => one.year === year && one.month === month);
    const base = of2023 * yearly ** (year - 2023) * at(quarterShare, quarter) * dice.around(0.01);
    const amount = published?.value ?? base;
    const drawn = tenth((yearly - 1) * 100 * dice.around(0.3));
    const shown =
      of2023 === 0 ? null : Math.round(amount * (unit === '元' ? 1 : 10)) * (unit === '元' ? 100 : 10);
    of(indicator, shown, unit, published?.growth ?? drawn);
  }
}

/** Every quarter of the city and, for GDP by industry, of the counties; published years as published. */
export function economyOf(seed: number): readonly Indicator[] {
  const dice = new Dice(seed, 'economy');
  return years.flatMap((year) =>
    quartersOf(year).flatMap((month) => {
      const rows: Indicator[] = [];
      const ofTerritory =
        (territory: string): Of =>
        (indicator, hundredths, unit, growth) =>
          rows.push({ year, month, territory, indicator, hundredths, unit, growth });
      cityQuarter(year, month, dice, ofTerritory(wholeCity));
      for (const { territory, of2023, yearly, shares, annual } of countyAnchors) {
        const published = annual.find((one) => one.year === year);
        const value = published?.value ?? of2023 * yearly ** (year - 2023) * dice.around(0.005);
        const drawn = tenth((yearly - 1) * 100 * dice.around(0.12));
        const growth = month === 12 ? (published?.growth ?? drawn) : drawn;
        const gdp = Math.round(value * 100 * at(quarterShare, month / 3 - 1));
        production(ofTerritory(territory), gdp, growth, published?.shares ?? shares, dice);
      }
      return rows;
    }),
  );
}
