import type { MetricQuery } from '../../../wire/metric-query.ts';
import type { RankSpec } from '../../ranking/ranked-rows.ts';
import { shortDepartment } from '../../rows.ts';

/** What became of this year's suggestions, step by step. */
export const flowQueries = {
  submitted: { metric: 'suggestions_submitted' },
  handedOver: { metric: 'suggestions_handed_over' },
  answered: { metric: 'suggestions_answered' },
  closed: { metric: 'suggestions_closed' },
} as const satisfies Record<string, MetricQuery>;

/** What has gone astray on the way. */
export const strayQueries = {
  unanswered: { metric: 'suggestions_unanswered' },
  overdue: { metric: 'suggestions_overdue' },
  returned: { metric: 'suggestion_assignments_returned' },
  again: { metric: 'suggestions_dissatisfied_unanswered' },
} as const satisfies Record<string, MetricQuery>;

export const qualityQueries = {
  onTime: { metric: 'suggestion_on_time_rate' },
  meeting: { metric: 'suggestion_meeting_rate' },
  fulfilment: { metric: 'suggestion_fulfilment_rate' },
  promise: { metric: 'suggestion_promise_kept_rate' },
  days: { metric: 'suggestion_answer_days' },
} as const satisfies Record<string, MetricQuery>;

export const classQueries = {
  A: { metric: 'suggestion_class_a_share' },
  B: { metric: 'suggestion_class_b_share' },
  C: { metric: 'suggestion_class_c_share' },
} as const satisfies Record<string, MetricQuery>;

/** Year by year, over a span of months. */
export const yearQueries = (period: string) =>
  ({
    submitted: { metric: 'suggestions_submitted', by: ['year'], period },
    onTime: { metric: 'suggestion_on_time_rate', by: ['year'], period },
    handling: { metric: 'suggestion_satisfaction_handling', by: ['year'], period },
    result: { metric: 'suggestion_satisfaction_result', by: ['year'], period },
  }) as const satisfies Record<string, MetricQuery>;

export const askedSpec: RankSpec = {
  query: { metric: 'suggestions_submitted', by: ['suggestion_category'] },
  order: 'largest',
  tone: 'revenue',
};

export const departmentSpec: RankSpec = {
  query: { metric: 'suggestions_handed_over', by: ['department'] },
  second: { metric: 'suggestion_on_time_rate', by: ['department'] },
  order: 'largest',
  tone: 'neutral',
  short: shortDepartment,
};

export const openSpec: RankSpec = {
  query: { metric: 'suggestions_unanswered', by: ['department'] },
  second: { metric: 'suggestions_overdue', by: ['department'] },
  order: 'largest',
  orderBySecond: true,
  alarm: { figure: 'second', severity: 'severe' },
  onlyAbove: 0,
  atLeast: 5,
  tone: 'neutral',
  short: shortDepartment,
};
