import { sum, type Fen } from './apportion.ts';
import { cityLevel } from './areas.ts';
import type { BudgetRow } from './budget.ts';
import { allDepartments } from './departments.ts';
import { Dice } from './dice.ts';
import { threePublicsOver } from './oddities.ts';
import { at } from './reference.ts';

/** One class of 三公 of one department of the city: spent from January to a month. */
export interface ThreePublics {
  readonly year: number;
  readonly month: number;
  readonly department: { readonly code: string; readonly name: string };
  readonly economic: '30212' | '30217' | '30231' | '31013';
  readonly budget: Fen;
  readonly spent: Fen;
}

/** The budget in force of a year, by line. */
export type BudgetInForce = (year: number) => readonly BudgetRow[];

const wan = 1e6;
const budgetClasses = ['30217', '30231'] as const;
/** Share of what a year will spend that is spent by the end of each month: evenly, and of travel by season. */
const evenly = [0.05, 0.1, 0.18, 0.26, 0.35, 0.44, 0.52, 0.6, 0.69, 0.78, 0.88, 1];
const travels = [0, 0, 0.08, 0.15, 0.3, 0.42, 0.42, 0.5, 0.66, 0.8, 0.9, 1];

/**
 * Months of a year for the departments of the city. The budgets of hospitality and of running cars are those of the
 * budget in force; what is spent is drawn here and does not follow the ledger, in which a line has few payments or
 * none. Nobody but the planted department comes near its budget.
 */
export function threePublicsOf(
  seed: number,
  inForce: BudgetInForce,
  year: number,
  months: readonly number[],
): readonly ThreePublics[] {
  const dice = new Dice(seed, `three publics ${year}`);
  const lines = inForce(year).filter(({ area, economic }) => area === cityLevel && economic !== null);
  return allDepartments
    .filter(({ area }) => area.code === cityLevel)
    .flatMap((department) => {
      const isOver = year === threePublicsOver.year && department.code === threePublicsOver.department;
      const abroad = dice.chance(0.4) ? dice.whole(8, 45) * wan : 0;
      const abroadShare = dice.between(0.6, 0.95);
      const car = dice.chance(0.2) || isOver ? dice.whole(18, 40) * wan : 0;
      const carShare = dice.between(0.85, 0.98);
      const carMonth = isOver ? threePublicsOver.boughtIn : dice.whole(3, 9);
      const budgets = budgetClasses.map((economic) =>
        sum(
          lines
            .filter((line) => line.department?.code === department.code && line.economic === economic)
            .map(({ amount }) => amount),
        ),
      );
      const last = at(months, months.length - 1);
      const shares = budgets.map(() => dice.between(0.8, 0.97));
      const spentTo = (index: number, month: number): Fen =>
        Math.round(at(budgets, index) * at(shares, index) * at(evenly, month - 1));
      const abroadTo = (month: number): Fen => Math.round(abroad * abroadShare * at(travels, month - 1));
      // The planted car takes whatever is needed to be above the budget of the whole at the last month.
      const whole = sum(budgets) + abroad + car;
      const others = sum(budgets.map((_, index) => spentTo(index, last))) + abroadTo(last);
      const price = isOver
        ? Math.round((whole * threePublicsOver.share - others) / wan) * wan
        : Math.round(car * carShare);
      return months.flatMap((month) => {
        const row = (economic: ThreePublics['economic'], budget: Fen, spent: Fen): ThreePublics[] =>
          budget === 0 && spent === 0 ? [] : [{ year, month, department, economic, budget, spent }];
        return [
          ...row('30212', abroad, abroadTo(month)),
          ...row('30217', at(budgets, 0), spentTo(0, month)),
          ...row('30231', at(budgets, 1), spentTo(1, month)),
          ...row('31013', car, month >= carMonth ? price : 0),
        ];
      });
    });
}
