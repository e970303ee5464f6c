import { budgetTexts } from '../../../locale/budget-scene.ts';
import type { MetricQuery } from '../../../wire/metric-query.ts';
import { cityLevel } from '../../overview-queries.ts';
import type { RankSpec } from '../../ranking/ranked-rows.ts';
import { shortDepartment } from '../../rows.ts';

/** The four accounts in the order of the law. */
export const accountOrder = ['general', 'fund', 'capital', 'social'] as const;

export const accountQueries = {
  spent: { metric: 'expenditure_execution_rate' },
  gap: { metric: 'expenditure_progress_gap' },
  rate: { metric: 'account_revenue_rate', by: ['account'] },
  revenue: { metric: 'account_revenue', by: ['account'] },
  time: { metric: 'time_progress' },
} as const satisfies Record<string, MetricQuery>;

/** Expenditure budgets in force of a year, account by account. */
export const accountBudgets = (year: string): MetricQuery => ({
  metric: 'budget_amount',
  by: ['account'],
  filters: { year: [year], version: ['adjusted'], side: ['expenditure'] },
});

export const departmentSpec: RankSpec = {
  query: { metric: 'expenditure_execution_rate', by: ['department'], filters: { area: [cityLevel] } },
  second: { metric: 'expenditure_progress_gap', by: ['department'], filters: { area: [cityLevel] } },
  mark: accountQueries.time,
  full: 1,
  order: 'smallest',
  tone: 'expenditure',
  short: shortDepartment,
  judged: 'second',
};

/** What every name of a function class ends with and no reader needs. */
const shortFunction = (name: string): string => name.replace(budgetTexts.functions.suffix, '');

/** The largest functions first: a small one that is behind moves little. */
export const functionSpec: RankSpec = {
  query: { metric: 'expenditure_execution_rate', by: ['function'] },
  second: { metric: 'general_expenditure', by: ['function'] },
  mark: accountQueries.time,
  full: 1,
  order: 'largest',
  orderBySecond: true,
  tone: 'expenditure',
  short: shortFunction,
};

export const decemberByYear: MetricQuery = { metric: 'expenditure_december_share', by: ['year'] };

/** Departments of the city level in a year. */
export const decemberSpec = (year: string): RankSpec => ({
  query: {
    metric: 'expenditure_december_share',
    by: ['department'],
    filters: { year: [year], area: [cityLevel] },
  },
  order: 'largest',
  tone: 'expenditure',
  short: shortDepartment,
  judged: 'first',
});

export const debtQueries = {
  used: { metric: 'debt_limit_used' },
  balance: { metric: 'debt_balance' },
  limit: { metric: 'debt_limit' },
} as const satisfies Record<string, MetricQuery>;

export const debtSpec: RankSpec = {
  query: { metric: 'debt_limit_used', by: ['area'] },
  second: { metric: 'debt_balance', by: ['area'] },
  order: 'given',
  complete: true,
  full: 1,
  tone: 'neutral',
  judged: 'first',
};
