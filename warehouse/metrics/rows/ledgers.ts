import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Which side of a metric a ledger's rows add up to; a sum has a numerator only. */
export type MetricPart = 'numerator' | 'denominator';

/**
 * A ledger behind metrics: `<name>.sql` beside this file gives its rows, one to one with rows of files, with the
 * metrics' dimensions and, in columns named after each metric (`<id>`, and `<id>_base` for the denominator), what a
 * row adds. months: a row counts in its `period` · as_of: the rows that count at the end of `$last_month` · year: by
 * the dimension `year`.
 */
export interface Ledger {
  readonly title: string;
  /** The table of the marts whose columns are shown. */
  readonly table: string;
  readonly time: 'months' | 'as_of' | 'year';
  readonly numerator?: readonly string[];
  readonly denominator?: readonly string[];
  readonly both?: readonly string[];
}

const declared: Readonly<Record<string, Ledger>> = {
  activities: {
    title: '联络站活动记录',
    table: 'fct_activity',
    time: 'months',
    numerator: ['station_activities'],
  },
  assignments: {
    title: '代表建议分办记录',
    table: 'fct_suggestion_handler',
    time: 'months',
    numerator: ['suggestion_assignments', 'suggestion_assignments_returned'],
  },
  budget_in_force: {
    title: '当年有效预算明细',
    table: 'fct_budget_line',
    time: 'as_of',
    denominator: ['expenditure_execution_rate'],
    both: ['expenditure_progress_gap'],
  },
  budget_lines: { title: '预算明细', table: 'fct_budget_line', time: 'year', numerator: ['budget_amount'] },
  budget_opinions: {
    title: '预算审查意见',
    table: 'fct_budget_opinion',
    time: 'months',
    numerator: ['budget_opinions_raised'],
    both: [
      'budget_opinion_reply_rate',
      'budget_opinion_phone_rate',
      'budget_opinion_adoption_rate',
      'budget_opinion_reply_days',
    ],
  },
  debt: {
    title: '政府债务月报',
    table: 'fct_debt_month',
    time: 'as_of',
    numerator: [
      'debt_balance',
      'debt_limit',
      'debt_new_quota',
      'debt_new_issued',
      'debt_repaid',
      'debt_interest',
    ],
    both: ['debt_limit_used', 'debt_new_quota_used'],
  },
  draft_opinions: {
    title: '法规草案意见',
    table: 'fct_draft_opinion',
    time: 'months',
    numerator: ['draft_opinions_received'],
    both: ['draft_opinion_adoption_rate', 'draft_opinion_reply_rate'],
  },
  drafts_open: {
    title: '公开征求意见的法规草案',
    table: 'fct_draft_version',
    time: 'as_of',
    numerator: ['drafts_open'],
  },
  duty: { title: '代表值班记录', table: 'fct_duty', time: 'months', both: ['duty_attendance_rate'] },
  enterprises: {
    title: '国有企业月报',
    table: 'fct_enterprise_month',
    time: 'as_of',
    numerator: [
      'soe_assets',
      'soe_liabilities',
      'soe_state_equity',
      'soe_revenue',
      'soe_profit',
      'soe_enterprises',
      'soe_loss_making',
    ],
    both: ['soe_liability_ratio', 'soe_return_on_equity'],
  },
  evaluations: {
    title: '民生实事项目测评',
    table: 'fct_livelihood_evaluation',
    time: 'year',
    both: ['livelihood_satisfaction'],
  },
  findings: {
    title: '审计问题台账',
    table: 'fct_audit_finding',
    time: 'as_of',
    numerator: ['audit_findings', 'audit_rectified', 'audit_overdue', 'audit_repeated'],
    both: ['audit_rectification_rate', 'audit_overdue_days'],
  },
  ideas: {
    title: '民生实事项目建议',
    table: 'fct_livelihood_idea',
    time: 'months',
    numerator: ['livelihood_ideas'],
  },
  indicators: {
    title: '经济指标',
    table: 'fct_economic_indicator',
    time: 'as_of',
    numerator: ['gdp', 'economy_amount'],
    both: ['economy_growth_rate', 'gdp_growth_rate'],
  },
  key_projects: {
    title: '重点项目月报',
    table: 'fct_key_project_month',
    time: 'as_of',
    numerator: [
      'key_projects',
      'key_project_plan',
      'key_project_invested',
      'key_project_total',
      'key_projects_stalled',
    ],
    both: ['key_project_investment_rate', 'key_project_completion_rate', 'key_project_progress_gap'],
  },
  land_revenue: {
    title: '土地出让收入月报',
    table: 'fct_land_revenue_month',
    time: 'months',
    numerator: ['land_revenue'],
  },
  land_revenue_to_date: {
    title: '年初至今的土地出让收入',
    table: 'fct_land_revenue_month',
    time: 'as_of',
    both: ['land_revenue_execution_rate', 'land_revenue_progress_gap', 'land_revenue_schedule_rate'],
  },
  livelihood_months: {
    title: '民生实事项目进度',
    table: 'mart_livelihood_month',
    time: 'as_of',
    numerator: ['livelihood_invested', 'livelihood_milestones_late'],
    both: ['livelihood_investment_rate', 'livelihood_on_track_rate'],
  },
  livelihood_projects: {
    title: '民生实事项目',
    table: 'fct_livelihood_project',
    time: 'year',
    numerator: ['livelihood_projects'],
    both: ['livelihood_vote_share'],
  },
  opinions: {
    title: '联络站意见记录',
    table: 'fct_opinion',
    time: 'months',
    numerator: ['opinions_received', 'opinions_by_topic'],
    both: ['opinions_online_share', 'opinions_closed_rate'],
  },
  parcels: {
    title: '土地出让台账',
    table: 'fct_land_parcel',
    time: 'months',
    numerator: ['land_parcels_sold', 'land_area_sold', 'land_price'],
    both: ['land_paid_rate'],
  },
  parcels_in_arrears: {
    title: '土地出让台账（欠缴）',
    table: 'fct_land_parcel',
    time: 'as_of',
    numerator: ['land_arrears'],
  },
  payments: {
    title: '国库支付明细',
    table: 'fct_payment',
    time: 'months',
    numerator: ['general_expenditure'],
  },
  payments_compared: {
    title: '本期与上年同期的国库支付明细',
    table: 'fct_payment',
    time: 'months',
    both: ['general_expenditure_growth'],
  },
  payments_of_year: {
    title: '全年国库支付明细',
    table: 'fct_payment',
    time: 'year',
    both: ['expenditure_december_share'],
  },
  payments_to_date: {
    title: '年初至今的国库支付明细',
    table: 'fct_payment',
    time: 'as_of',
    numerator: ['expenditure_execution_rate', 'expenditure_progress_gap'],
  },
  published: {
    title: '公开页面上的金额',
    table: 'published_figure',
    time: 'year',
    numerator: ['published_amount'],
  },
  revenue: {
    title: '收入月报',
    table: 'fct_revenue_month',
    time: 'months',
    numerator: ['general_revenue', 'account_revenue'],
    both: ['tax_share'],
  },
  revenue_compared: {
    title: '本期与上年同期的收入月报',
    table: 'fct_revenue_month',
    time: 'months',
    both: ['general_revenue_growth'],
  },
  revenue_to_date: {
    title: '年初至今的收入月报',
    table: 'fct_revenue_month',
    time: 'as_of',
    both: ['account_revenue_rate', 'revenue_execution_rate', 'revenue_progress_gap'],
  },
  stations: { title: '联络站名册', table: 'fct_station', time: 'as_of', numerator: ['stations'] },
  suggestions: {
    title: '代表建议登记簿（按交办月份）',
    table: 'fct_suggestion',
    time: 'months',
    numerator: [
      'suggestions_handed_over',
      'suggestions_closed',
      'suggestions_answered',
      'suggestions_dissatisfied_unanswered',
    ],
    both: [
      'suggestion_on_time_rate',
      'suggestion_meeting_rate',
      'suggestion_satisfaction_handling',
      'suggestion_satisfaction_result',
      'suggestion_fulfilment_rate',
      'suggestion_promise_kept_rate',
      'suggestion_class_a_share',
      'suggestion_class_b_share',
      'suggestion_class_c_share',
      'suggestion_answer_days',
    ],
  },
  suggestions_open: {
    title: '未答复的代表建议',
    table: 'fct_suggestion',
    time: 'as_of',
    numerator: ['suggestions_unanswered', 'suggestions_overdue'],
  },
  suggestions_submitted: {
    title: '代表建议登记簿（按提出月份）',
    table: 'fct_suggestion',
    time: 'months',
    numerator: ['suggestions_submitted'],
  },
  tax: { title: '税收月报', table: 'fct_tax_month', time: 'months', numerator: ['tax_collected'] },
  tax_compared: {
    title: '本期与上年同期的税收月报',
    table: 'fct_tax_month',
    time: 'months',
    numerator: ['tax_change'],
    both: ['tax_growth'],
  },
  three_publics: {
    title: '“三公”经费月报',
    table: 'fct_three_publics',
    time: 'as_of',
    numerator: ['three_publics_spent', 'three_publics_budget'],
    both: ['three_publics_execution_rate'],
  },
  topics: {
    title: '议题预约记录',
    table: 'fct_topic_reservation',
    time: 'months',
    numerator: ['topic_reservations'],
    both: ['topic_attendance_rate'],
  },
  transfers_allocated: {
    title: '转移支付台账（按下达月份）',
    table: 'fct_transfer',
    time: 'months',
    numerator: ['transfers_allocated'],
  },
  transfers_received: {
    title: '转移支付台账（按收到月份）',
    table: 'fct_transfer',
    time: 'months',
    numerator: ['transfers_received'],
  },
  transfers_to_date: {
    title: '期末的转移支付台账',
    table: 'fct_transfer',
    time: 'as_of',
    numerator: ['transfers_overdue', 'transfers_overdue_amount'],
    both: ['transfers_on_time_rate'],
  },
};

export const ledgers: ReadonlyMap<string, Ledger> = new Map(Object.entries(declared));

const theIndex = '活力指数由引擎算出；来历见 /api/v1/vitality/stations/{code}';

/** Metrics that are counted from other metrics' conclusions or the calendar: no row of a file adds to them. */
export const withoutRows: ReadonlyMap<string, string> = new Map([
  ['time_progress', '时间进度来自日历，没有明细'],
  ['three_publics_over_budget', '该指标数的是部门；请看“三公”经费支出的明细'],
  ['vitality_stations', theIndex],
  ['vitality_top_bands_share', theIndex],
  ['vitality_score', theIndex],
  ['vitality_pillar_score', theIndex],
  ['vitality_silent_stations', theIndex],
  ['vitality_marked_stations', theIndex],
  ['warnings', '预警各有自己的明细；请看 /api/v1/warnings'],
]);

/** The ledgers whose rows add up to a part of a metric; together they are all of it. */
export function ledgersOf(metric: string, part: MetricPart): string[] {
  return [...ledgers].flatMap(([name, ledger]) =>
    [...(ledger[part] ?? []), ...(ledger.both ?? [])].includes(metric) ? [name] : [],
  );
}

export const contributionColumn = (metric: string, part: MetricPart): string =>
  part === 'numerator' ? metric : `${metric}_base`;

/** The relation of a ledger. */
export async function ledgerRelation(name: string): Promise<string> {
  return (await readFile(join(import.meta.dirname, `${name}.sql`), 'utf8')).trim();
}
