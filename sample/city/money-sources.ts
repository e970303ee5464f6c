import { join } from 'node:path';
import { lastMonthOfLastYear, lastYear, monthsOf } from './calendar.ts';
import { debtOf, type DebtMonth } from './debt.ts';
import { writeDebtText, writeDebtWorkbook } from './debt-files.ts';
import { economyOf, type Indicator } from './economy.ts';
import { writeEconomyText, writeEconomyWorkbook } from './economy-files.ts';
import { writeHandedDownText, writeHandedDownWorkbook } from './handed-down-files.ts';
import { handedDownOf, type HandedDown, type HandedDownTotals } from './handed-down.ts';
import { writeKeyProjectsText, writeKeyProjectsWorkbook } from './key-projects-files.ts';
import { keyProjectsOf, type KeyProjectMonth } from './key-projects.ts';
import {
  writeLandRevenueText,
  writeLandRevenueWorkbook,
  writeParcelsText,
  writeParcelsWorkbook,
} from './land-files.ts';
import { landRevenueOf, parcelsOf, type LandRevenue, type Parcel } from './land.ts';
import type { RevenueSeries } from './revenue.ts';
import { writeEnterprisesText, writeEnterprisesWorkbook } from './state-enterprises-files.ts';
import { stateEnterprisesOf, type EnterpriseQuarter } from './state-enterprises.ts';
import { writeThreePublicsText, writeThreePublicsWorkbook } from './three-publics-files.ts';
import { threePublicsOf, type BudgetInForce, type ThreePublics } from './three-publics.ts';

/** What the sources around the budget speak of. */
export interface MoneyWorld {
  readonly debt: readonly DebtMonth[];
  readonly handedDown: readonly HandedDown[];
  readonly threePublics: readonly ThreePublics[];
  readonly keyProjects: readonly KeyProjectMonth[];
  readonly economy: readonly Indicator[];
  readonly enterprises: readonly EnterpriseQuarter[];
  readonly parcels: readonly Parcel[];
  readonly landRevenue: readonly LandRevenue[];
}

/** What they have to agree with: the budget and the revenue reports. */
export interface MoneySides {
  readonly budget: BudgetInForce;
  readonly totals: HandedDownTotals;
  readonly revenue: readonly RevenueSeries[];
}

/** Months of 三公: the year-ends, and of the running year the quarters and the last month. */
const threePublicsMonths = (year: number): readonly number[] =>
  year === lastYear
    ? monthsOf(year).filter((month) => month % 3 === 0 || month === lastMonthOfLastYear)
    : [12];

export function moneyWorldOf(seed: number, sides: MoneySides, years: readonly number[]): MoneyWorld {
  const asked = <T extends { readonly year: number }>(rows: readonly T[]): readonly T[] =>
    rows.filter(({ year }) => years.includes(year));
  return {
    debt: asked(debtOf(seed)),
    handedDown: handedDownOf(seed, sides.totals, Math.min(...years)),
    threePublics: years.flatMap((year) => threePublicsOf(seed, sides.budget, year, threePublicsMonths(year))),
    keyProjects: asked(keyProjectsOf(seed)),
    economy: asked(economyOf(seed)),
    enterprises: asked(stateEnterprisesOf(seed)),
    parcels: parcelsOf(seed).filter(({ soldOn }) => years.includes(Number(soldOn.slice(0, 4)))),
    landRevenue: asked(landRevenueOf(sides.revenue)),
  };
}

type Wrote = (name: string, rows: number) => void;

/** Writes one file a source for the years that are over, and one that grows with the months for the running year. */
export function writeMoneySources(folder: string, world: MoneyWorld, wrote: Wrote): void {
  const write = (name: string, writer: (place: string) => number): void =>
    wrote(name, writer(join(folder, name)));
  const isPast = ({ year }: { readonly year: number }): boolean => year < lastYear;
  const isRunning = ({ year }: { readonly year: number }): boolean => year === lastYear;
  const sold = (parcel: Parcel) => ({ year: Number(parcel.soldOn.slice(0, 4)) });
  const first = Math.min(...world.debt.map(({ year }) => year));
  const past = first === lastYear - 1 ? `${first}年` : `${first}-${lastYear - 1}年`;
  const running = `${lastYear}年1-${lastMonthOfLastYear}月`;
  const until = `${lastYear - 1}-12-31`;
  const { debt, handedDown, threePublics, keyProjects, economy, enterprises, parcels, landRevenue } = world;

  write(`财政局/${past}政府债务限额余额.csv`, (to) => writeDebtText(to, debt.filter(isPast)));
  write(`财政局/${past}对下转移支付下达情况.csv`, (to) =>
    writeHandedDownText(to, handedDown.filter(isPast), until),
  );
  write(`财政局/${past}三公经费决算.csv`, (to) => writeThreePublicsText(to, threePublics.filter(isPast)));
  write(`发展和改革委员会/${past}重点建设项目.csv`, (to) =>
    writeKeyProjectsText(to, keyProjects.filter(isPast)),
  );
  write(`发展和改革委员会/${past}主要经济指标.csv`, (to) => writeEconomyText(to, economy.filter(isPast)));
  write(`国资委/${past}国有企业财务指标.tsv`, (to) => writeEnterprisesText(to, enterprises.filter(isPast)));
  write(`自然资源和规划局/${past}土地出让台账.csv`, (to) =>
    writeParcelsText(
      to,
      parcels.filter((parcel) => isPast(sold(parcel))),
      until,
    ),
  );
  write(`自然资源和规划局/${past}土地出让收入.csv`, (to) =>
    writeLandRevenueText(to, landRevenue.filter(isPast)),
  );

  write(`财政局/${running}政府债务限额余额.xlsx`, (to) =>
    writeDebtWorkbook(to, debt.filter(isRunning), lastYear),
  );
  write(`财政局/${running}对下转移支付下达台账.xlsx`, (to) =>
    writeHandedDownWorkbook(to, handedDown.filter(isRunning), lastYear),
  );
  write(`财政局/${running}三公经费执行.xlsx`, (to) =>
    writeThreePublicsWorkbook(to, threePublics.filter(isRunning), lastYear),
  );
  write(`发展和改革委员会/${running}重点建设项目进展.xlsx`, (to) =>
    writeKeyProjectsWorkbook(to, keyProjects.filter(isRunning), lastYear),
  );
  write(`发展和改革委员会/${lastYear}年主要经济指标.xlsx`, (to) =>
    writeEconomyWorkbook(to, economy.filter(isRunning), lastYear),
  );
  write(`国资委/${lastYear}年国有企业财务指标.xlsx`, (to) =>
    writeEnterprisesWorkbook(to, enterprises.filter(isRunning), lastYear),
  );
  write(`自然资源和规划局/${running}土地出让台账.xlsx`, (to) =>
    writeParcelsWorkbook(
      to,
      parcels.filter((parcel) => isRunning(sold(parcel))),
      lastYear,
    ),
  );
  write(`自然资源和规划局/${running}土地出让收入.xlsx`, (to) =>
    writeLandRevenueWorkbook(to, landRevenue.filter(isRunning), lastYear),
  );
}
