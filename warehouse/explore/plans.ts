import type { MetricDefinition } from '../metrics/definition.ts';
import { metrics } from '../metrics/registry.ts';
import { MetricRequestError } from '../metrics/request.ts';

/** The rate whose denominator is a measure's plan for the whole year, or its limit. */
const rates: ReadonlyMap<string, string> = new Map([
  ['general_revenue', 'revenue_execution_rate'],
  ['general_expenditure', 'expenditure_execution_rate'],
  ['account_revenue', 'account_revenue_rate'],
  ['land_revenue', 'land_revenue_execution_rate'],
  ['three_publics_spent', 'three_publics_execution_rate'],
  ['key_project_invested', 'key_project_investment_rate'],
  ['livelihood_invested', 'livelihood_investment_rate'],
  ['debt_new_issued', 'debt_new_quota_used'],
  ['debt_balance', 'debt_limit_used'],
]);

/** The measures a plan is delivered of. */
export const planned: readonly string[] = [...rates.keys()];

/** @throws MetricRequestError naming the measures that have a plan */
export function planOf(metric: MetricDefinition): MetricDefinition {
  const rate = metrics.get(rates.get(metric.id) ?? '');
  if (rate) return rate;
  throw new MetricRequestError(
    'invalid_parameter',
    'compare',
    `指标“${metric.name}”没有计划数；可与计划比较的指标：${planned.join('、')}`,
  );
}
