/** red: to be answered for · yellow: to be watched · look: a pattern listed for a look, no judgement. */
export const severities = ['red', 'yellow', 'look'] as const;
export type Severity = (typeof severities)[number];

export const severityNames: Readonly<Record<Severity, string>> = {
  red: '红色',
  yellow: '黄色',
  look: '供查看',
};

/** Whose last month a rule is judged up to: the tables of `clocks.sql`. */
export const clocks = [
  'payments',
  'budget',
  'final_accounts',
  'revenue',
  'debt',
  'transfers',
  'three_publics',
  'key_projects',
  'land',
  'audit',
  'suggestions',
  'drafts',
  'livelihood',
  'budget_opinions',
  'stations',
] as const;
export type Clock = (typeof clocks)[number];

/** The relations of `proofs/`: the rows a warning's numbers are made of. */
export const proofs = [
  'budget_opinions',
  'co_handlers',
  'debt',
  'department_spending',
  'department_year_end',
  'draft_version',
  'final_accounts',
  'findings',
  'key_project',
  'land_revenue',
  'livelihood',
  'opinions',
  'payments',
  'project_budgets',
  'project_spending',
  'reserve',
  'revenue',
  'stations',
  'suggestions',
  'three_publics',
  'transfers',
  'votes',
] as const;
export type Proof = (typeof proofs)[number];

export type WarningUnit = 'yuan' | 'ratio' | 'points' | 'count' | 'days';

/**
 * One rule of supervision. What it finds is the relation in `rules/<id>.sql`: one row a subject and month, with
 * `$from` and `$to` for the months asked for and one parameter for each of its thresholds (thresholds.json).
 */
export interface WarningRule {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  /** The rule as people read it, in Chinese, without its numbers: those are thresholds. */
  readonly statement: string;
  readonly severities: Severity[];
  /** What `value` and `threshold` are measured in. */
  readonly unit: WarningUnit;
  /** What the numerator and the denominator are, in Chinese; null: there is no denominator. */
  readonly numerator: string;
  readonly denominator: string | null;
  /** What numerator and denominator are counted in. */
  readonly partUnit: 'yuan' | 'count' | 'days';
  readonly clock: Clock;
  /** Months a finding stands after its own; 0: a state, true of its month alone. */
  readonly standsMonths: number;
  readonly proof: Proof;
  /** Who must explain where no department is named: comes behind the area's name. */
  readonly explainedBy: string;
  readonly legalBasis: string | null;
  /** Contract ids. */
  readonly sources: string[];
}
