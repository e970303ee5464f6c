import { duplicates, split, weekend } from './oddities.ts';
import type { Payment } from './spending.ts';
import type { Line } from './spending-lines.ts';

interface Planned {
  readonly oddity: string;
  readonly year: number;
  readonly month: number;
  readonly project: string;
  readonly payee: string;
  readonly payments: readonly (readonly [day: number, amountFen: number])[];
}

/** The payments planted one by one; they are part of their month's total like any other. */
const planned: readonly Planned[] = [
  { oddity: 'split_payments', ...split },
  { oddity: 'weekend_payments', ...weekend },
  ...duplicates.map((pair, index) => ({
    oddity: `duplicate_payment ${index}`,
    ...pair,
    payments: pair.days.map((day) => [day, pair.amountFen] as const),
  })),
];

export function plannedPayments(lines: readonly Line[], year: number, month: number): Payment[] {
  const result: Payment[] = [];
  for (const one of planned) {
    if (one.year !== year || one.month !== month) continue;
    const line = lines.find(({ project }) => project?.code === one.project);
    if (line === undefined) continue;
    for (const [day, amount] of one.payments)
      result.push({
        id: '',
        line,
        year,
        month,
        day,
        payee: one.payee,
        direct: true,
        amount,
        oddity: one.oddity,
      });
  }
  return result;
}
