import { apportion, type Fen } from './apportion.ts';
import { leafAreas, type Area } from './areas.ts';
import { lastYear, monthsOf, workingDays, years } from './calendar.ts';
import { Dice } from './dice.ts';
import { behind, idleProject, overspent, rush } from './oddities.ts';
import { payeesOf } from './payees.ts';
import { plannedPayments } from './planned-payments.ts';
import { at, need } from './reference.ts';
import { linesByArea, type Line, type LineKind } from './spending-lines.ts';
import type { CityTotals } from './totals.ts';

export interface Payment {
  id: string;
  readonly line: Line;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly payee: string;
  readonly direct: boolean;
  readonly amount: Fen;
  /** The oddity the payment was planted for. */
  readonly oddity?: string;
}

/** What a line was meant to spend in a year, and did. */
export interface LineYear {
  readonly line: Line;
  readonly planned: Map<number, number>;
  readonly paid: Map<number, Fen>;
}

/** Monthly weight of a kind of line within its year; the area's month totals are given, these only shape them. */
const profiles: Readonly<Record<LineKind, readonly number[]>> = {
  salary: [1.35, 0.95, 0.95, 0.95, 0.95, 1, 0.95, 0.95, 0.95, 0.95, 0.95, 1.1],
  goods: [0.8, 0.8, 1, 1, 1, 1.05, 1, 1, 1.05, 1, 1.1, 1.2],
  project: [0.8, 0.85, 1, 0.95, 1, 1.1, 1, 1, 1.1, 1, 1.1, 1.1],
  subsidy: [1, 0.95, 1.1, 0.95, 0.95, 1.1, 0.95, 0.95, 1.1, 0.95, 0.95, 1.05],
};

/** How much of its plan a line pays in a month: 1 but for the planted oddities. */
function paidShare(line: Line, year: number, month: number): number {
  const { code } = line.department;
  if (code === behind.department && year === behind.year) return behind.paidShare;
  if (code === rush.department && year === rush.year) return month === 12 ? rush.december : rush.before;
  if (line.project?.code === idleProject.project && year === idleProject.year)
    return month < idleProject.firstMonth ? 0 : idleProject.share;
  return 1;
}

/** How much of its plan was put in the budget. */
export function budgetShare(line: Line, year: number): number {
  return line.project?.code === overspent.project && year === overspent.year ? overspent.budgetShare : 1;
}

/** Systematic sampling: whole counts that follow the expected ones, with one draw for all. */
function counts(expected: readonly number[], draw: number): number[] {
  let reached = draw;
  return expected.map((value) => {
    const before = Math.floor(reached);
    reached += value;
    return Math.floor(reached) - before;
  });
}

/** Splits a line's amount of a month into payments; now and then one of them is a refund. */
function split(amount: Fen, count: number, dice: Dice): Fen[] {
  if (count === 1) return [amount];
  const weights = Array.from({ length: count }, () => 0.3 + dice.unit() ** 3 * 3);
  if (!dice.chance(0.02)) return apportion(amount, weights);
  const refund = -Math.max(1, Math.round(amount * dice.between(0.002, 0.02)));
  return [refund, ...apportion(amount - refund, weights.slice(1))];
}

export interface Spending {
  readonly lines: readonly LineYear[];
  /** The payments of a month of an area, by date. Months must be asked for in order, areas in order within. */
  month(area: Area, year: number, month: number): Payment[];
  /** Closes a year's plan: for 2026 it adds the months nobody has reported yet. */
  closeYear(year: number): void;
}

export function spendingOf(seed: number, payments: number, totals: CityTotals): Spending {
  const lines = linesByArea(seed);
  const records = new Map<Line, LineYear>();
  const payees = new Map<Line, readonly string[]>();
  const carried = new Map<Line, number>();
  const payeeDice = new Dice(seed, 'payees');
  for (const line of [...lines.values()].flat()) {
    records.set(line, { line, planned: new Map(), paid: new Map() });
    payees.set(line, payeesOf(line, payeeDice));
  }
  const expected = paymentCounts(payments, lines, totals);
  const noise = new Map(leafAreas.map((area) => [area.code, new Dice(seed, `payments ${area.code}`)]));

  const plan = (area: Area, year: number, month: number, dice: Dice) => {
    const total = at(need(need(totals.months.expenditure, area.code), year), month - 1);
    const weights = need(lines, area.code).map((line) => ({
      line,
      weight: line.weight * at(profiles[line.kind], month - 1) * dice.around(0.12),
    }));
    const scale = total / weights.reduce((all, { weight }) => all + weight, 0);
    for (const { line, weight } of weights) {
      const { planned } = need(records, line);
      planned.set(year, (planned.get(year) ?? 0) + weight * scale);
    }
    return { weights, scale };
  };

  const pay = (line: Line, year: number, amount: Fen): void => {
    const { paid } = need(records, line);
    paid.set(year, (paid.get(year) ?? 0) + amount);
  };

  return {
    lines: [...records.values()],
    month(area, year, month) {
      const dice = need(noise, area.code);
      const { weights, scale: fenOfWeight } = plan(area, year, month, dice);
      if (month === 1) for (const { line } of weights) carried.delete(line);
      const result: Payment[] = plannedPayments(need(lines, area.code), year, month);
      for (const { line, amount } of result) {
        pay(line, year, amount);
        // A planted payment is taken off what its line still has to pay.
        carried.set(line, (carried.get(line) ?? 0) - amount / fenOfWeight);
      }
      const rest =
        at(need(need(totals.months.expenditure, area.code), year), month - 1) -
        result.reduce((all, { amount }) => all + amount, 0);
      const shares = weights.map(({ line, weight }) => {
        const share = (carried.get(line) ?? 0) + weight * paidShare(line, year, month);
        carried.set(line, share);
        return Math.max(0, share);
      });
      const frequencies = weights.map(({ line }, index) => (at(shares, index) > 0 ? line.frequency : 0));
      const number = Math.max(1, need(expected, `${area.code} ${year} ${month}`) - result.length);
      const scale = number / frequencies.reduce((all, one) => all + one, 0);
      const times = counts(
        frequencies.map((one) => one * scale),
        dice.unit(),
      );
      if (!times.some((count) => count > 0)) times[frequencies.findIndex((one) => one > 0)] = 1;
      const amounts = apportion(
        rest,
        shares.map((share, index) => (at(times, index) > 0 ? share : 0)),
      );
      const days = workingDays(year, month);
      for (const [index, { line }] of weights.entries()) {
        const count = at(times, index);
        const amount = at(amounts, index);
        if (count === 0 || amount === 0) continue;
        carried.set(line, 0);
        pay(line, year, amount);
        for (const part of split(amount, count, dice)) {
          if (part === 0) continue;
          const day = at(days, Math.floor(dice.unit() ** (line.kind === 'salary' ? 1.6 : 0.8) * days.length));
          const payee = dice.pick(need(payees, line));
          result.push({ id: '', line, year, month, day, payee, direct: part > 5_000_000, amount: part });
        }
      }
      result.sort((a, b) => a.day - b.day);
      const head = `ZF${year}${String(month).padStart(2, '0')}${area.short}`;
      for (const [index, payment] of result.entries())
        payment.id = `${head}${String(index + 1).padStart(6, '0')}`;
      return result;
    },
    closeYear(year) {
      if (year !== lastYear) return;
      for (let month = monthsOf(year).length + 1; month <= 12; month++)
        for (const area of leafAreas) plan(area, year, month, need(noise, area.code));
    },
  };
}

/** How many payments each area makes a month: more where there are more lines, more at the year's end. */
function paymentCounts(
  payments: number,
  lines: ReadonlyMap<string, readonly Line[]>,
  totals: CityTotals,
): ReadonlyMap<string, number> {
  const keys: string[] = [];
  const weights: number[] = [];
  for (const year of years)
    for (const month of monthsOf(year))
      for (const area of leafAreas) {
        const months = need(need(totals.months.expenditure, area.code), year);
        const share = (at(months, month - 1) * 12) / months.reduce((all, one) => all + one, 0);
        keys.push(`${area.code} ${year} ${month}`);
        weights.push(need(lines, area.code).length * (0.7 + 0.3 * share));
      }
  const parts = apportion(payments, weights);
  return new Map(keys.map((key, index) => [key, at(parts, index)]));
}
