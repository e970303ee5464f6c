import { join } from 'node:path';
import { lastMonthOfLastYear, lastYear } from './calendar.ts';
import { debtOf, type DebtMonth } from './debt.ts';
import { writeDebtText, writeDebtWorkbook } from './debt-files.ts';

/** What the sources around the budget speak of: debt so far. */
export interface MoneyWorld {
  readonly debt: readonly DebtMonth[];
}

export function moneyWorldOf(seed: number): MoneyWorld {
  return { debt: debtOf(seed) };
}

type Wrote = (name: string, rows: number) => void;

/** Writes their files of a year: one file a year and source up to 2025, one that grows with the months in 2026. */
export function writeMoneySources(folder: string, world: MoneyWorld, year: number, wrote: Wrote): void {
  const write = (name: string, writer: (place: string) => number): void =>
    wrote(name, writer(join(folder, name)));
  const label = year === lastYear ? `${year}年1-${lastMonthOfLastYear}月` : `${year}年`;
  if (year === lastYear)
    write(`财政局/${label}政府债务限额余额.xlsx`, (place) => writeDebtWorkbook(place, world.debt, year));
  else write(`财政局/${label}政府债务限额余额.csv`, (place) => writeDebtText(place, world.debt, year));
}
