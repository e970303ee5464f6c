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

/** What the ledger of payments knows: `130 30217` from January to a month, and the budget in force by line. */
export interface PaymentSide {
  readonly paid: (code: string, year: number, from: number, to: number) => Fen;
  readonly budget: (year: number) => readonly BudgetRow[];
}

const wan = 1e6;
const paidClasses = ['30217', '30231'] as const;
const travels = [0, 0, 0.08, 0.15, 0.3, 0.42, 0.42, 0.5, 0.66, 0.8, 0.9, 1];

/**
 * Months of a year for the departments of the city. Hospitality and the running of cars are the payments of the
 * ledger and their budget; travel abroad and the buying of cars are paid outside the general account's ledger.
 */
export function threePublicsOf(
  seed: number,
  side: PaymentSide,
  year: number,
  months: readonly number[],
): readonly ThreePublics[] {
  const dice = new Dice(seed, `three publics ${year}`);
  const lines = side.budget(year).filter(({ area, economic }) => area === cityLevel && economic !== null);
  return allDepartments
    .filter(({ area }) => area.code === cityLevel)
    .flatMap((department) => {
      const isOver = year === threePublicsOver.year && department.code === threePublicsOver.department;
      const abroad = dice.chance(0.4) ? dice.whole(8, 45) * wan : 0;
      const abroadShare = dice.between(0.6, 0.95);
      const car = dice.chance(0.2) || isOver ? dice.whole(18, 40) * wan : 0;
      const carShare = dice.between(0.85, 0.98);
      const carMonth = isOver ? threePublicsOver.boughtIn : dice.whole(3, 9);
      const budgets = paidClasses.map((economic) =>
        sum(
          lines
            .filter((line) => line.department?.code === department.code && line.economic === economic)
            .map(({ amount }) => amount),
        ),
      );
      const last = at(months, months.length - 1);
      const paidTo = (economic: string, month: number): Fen =>
        side.paid(`${department.code} ${economic}`, year, 1, month);
      const abroadTo = (month: number): Fen => Math.round(abroad * abroadShare * at(travels, month - 1));
      // The planted car takes whatever is needed to be above the budget of the whole at the last month.
      const whole = sum(budgets) + abroad + car;
      const others = sum(paidClasses.map((economic) => paidTo(economic, last))) + abroadTo(last);
      const price = isOver
        ? Math.round((whole * threePublicsOver.share - others) / wan) * wan
        : Math.round(car * carShare);
      return months.flatMap((month) => {
        const row = (economic: ThreePublics['economic'], budget: Fen, spent: Fen): ThreePublics[] =>
          budget === 0 && spent === 0 ? [] : [{ year, month, department, economic, budget, spent }];
        return [
          ...row('30212', abroad, abroadTo(month)),
          ...row('30217', at(budgets, 0), paidTo('30217', month)),
          ...row('30231', at(budgets, 1), paidTo('30231', month)),
          ...row('31013', car, month >= carMonth ? price : 0),
        ];
      });
    });
}
