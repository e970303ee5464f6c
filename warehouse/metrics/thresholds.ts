import { shippedThresholds, type Threshold } from '../warnings/thresholds.ts';

/** Where a metric begins to call for somebody. Red below yellow: less is worse. */
export interface MetricThresholds {
  /** The rule whose thresholds these are; null: what passes them is marked, and nothing warns of it. */
  readonly rule: string | null;
  readonly yellow: number;
  readonly red: number;
}

/** Metrics that are judged by a rule; `sign` −1 where the rule counts a distance the other way. */
const judgedBy: Readonly<Record<string, { readonly rule: string; readonly sign: 1 | -1 }>> = {
  expenditure_progress_gap: { rule: 'department_behind', sign: -1 },
  expenditure_december_share: { rule: 'year_end_rush', sign: 1 },
  key_project_progress_gap: { rule: 'key_project_behind', sign: -1 },
  land_revenue_schedule_rate: { rule: 'land_revenue_behind', sign: 1 },
  debt_limit_used: { rule: 'debt_near_limit', sign: 1 },
  three_publics_execution_rate: { rule: 'three_publics_over', sign: 1 },
  tax_share: { rule: 'tax_share_low', sign: 1 },
};

/** Metrics that no rule warns by. */
const marked: Readonly<Record<string, Omit<MetricThresholds, 'rule'>>> = {
  // Revenue behind time progress, as far as expenditure may be.
  revenue_progress_gap: { yellow: -0.1, red: -0.2 },
  // The warning and the control line of state supervision for what an enterprise owes.
  soe_liability_ratio: { yellow: 0.7, red: 0.75 },
  // Each of them is overdue already; several at one department are a pattern.
  audit_overdue: { yellow: 1, red: 2 },
};

/** Ids of the metrics that a rule judges. */
export const judgedMetrics: readonly string[] = Object.keys(judgedBy);

/** A metric's thresholds of those given; of several values the last one said counts. Null: nothing judges it. */
export function thresholdsOf(
  metric: string,
  thresholds: readonly Pick<Threshold, 'rule' | 'name' | 'value'>[] = shippedThresholds,
): MetricThresholds | null {
  const judged = judgedBy[metric];
  if (judged === undefined) {
    const lines = marked[metric];
    return lines === undefined ? null : { rule: null, ...lines };
  }
  const valueOf = (name: string) =>
    thresholds.findLast((entry) => entry.rule === judged.rule && entry.name === name)?.value;
  const yellow = valueOf('yellow');
  const red = valueOf('red');
  if (yellow === undefined || red === undefined) return null;
  return { rule: judged.rule, yellow: judged.sign * yellow, red: judged.sign * red };
}
