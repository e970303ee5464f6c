import { sum } from './apportion.ts';
import { leafAreas } from './areas.ts';
import { lastMonthOfLastYear, lastYear } from './calendar.ts';
import type { MoneyWorld } from './money-sources.ts';
import { debtNearLimit } from './oddities.ts';
import { of, ratio, yuan, type Draft } from './planted-draft.ts';

const nameOf = (area: string): string => leafAreas.find(({ code }) => code === area)?.name ?? '';

function debtOddity({ debt }: MoneyWorld): Draft {
  const rows = debt.filter(
    ({ area, year, month }) =>
      area === debtNearLimit.area && year === lastYear && month === lastMonthOfLastYear,
  );
  const balance = sum(rows.map((row) => row.balance));
  const limit = sum(rows.map((row) => row.limit));
  return of(
    'debt_near_limit',
    `${nameOf(debtNearLimit.area)}债务余额逼近限额`,
    { area: debtNearLimit.area, period: '2026-10' },
    { balance: yuan(balance), limit: yuan(limit), share: ratio(balance / limit) },
    '该县 2026 年 10 月末政府债务余额超过限额的 95%（黄色），其他区域都在 95% 以内',
  );
}

/** What is planted in the sources around the budget, with the numbers as they came out. */
export function moneyOddities(world: MoneyWorld): readonly Draft[] {
  return [debtOddity(world)];
}
