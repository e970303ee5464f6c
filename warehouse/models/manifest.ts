import { join } from 'node:path';

/** One model of the warehouse: a .sql file that holds one select. */
export interface Model {
  /** `<schema>.<file name>`: staging views are dropped after the build, marts are published. */
  readonly name: string;
  readonly materialised: 'view' | 'table';
  /** Path of the .sql file below warehouse/models. */
  readonly file: string;
}

const staging = (source: string, ...names: readonly string[]): Model[] =>
  names.map((name) => ({
    name: `staging.stg_${source}__${name}`,
    materialised: 'view',
    file: join('staging', source, `stg_${source}__${name}.sql`),
  }));

const marts = (...names: readonly string[]): Model[] =>
  names.map((name) => ({
    name: `marts.${name}`,
    materialised: 'table',
    file: join('marts', `${name}.sql`),
  }));

/** Every model, in the order in which it is made: a model comes after all it reads. */
export const manifest: readonly Model[] = [
  ...staging('finance', 'budget', 'payments', 'revenue'),
  ...staging('finance', 'debt', 'transfers', 'three_publics'),
  ...staging('tax', 'monthly'),
  ...staging('development', 'projects', 'economy'),
  ...staging('state_assets', 'enterprises'),
  ...staging('natural_resources', 'land', 'land_revenue'),
  ...staging('audit', 'findings'),
  ...staging('stations', 'register', 'activities', 'opinions', 'duty'),
  ...staging('suggestions', 'register', 'handlers'),
  ...staging('legislation', 'drafts', 'versions', 'clauses', 'opinions', 'reservations'),
  ...staging('livelihood', 'ideas', 'candidates', 'votes', 'milestones', 'progress', 'evaluations'),
  ...staging('budget_opinions', 'opinions'),
  ...staging('published', 'figures'),
  ...marts('dim_area', 'dim_township', 'dim_tax_kind', 'dim_industry', 'dim_economic', 'dim_code'),
  ...marts('dim_legal_term'),
  ...marts('dim_month', 'dim_department', 'dim_function', 'dim_revenue_item'),
  ...marts('fct_payment', 'fct_budget_line', 'fct_revenue_month', 'fct_tax_month', 'fct_audit_finding'),
  ...marts('dim_key_project', 'dim_enterprise'),
  ...marts('fct_debt_month', 'fct_transfer', 'fct_three_publics', 'fct_key_project_month'),
  ...marts('fct_economic_indicator', 'fct_enterprise_month', 'fct_land_parcel', 'fct_land_revenue_month'),
  ...marts('mart_transfer_month', 'mart_three_publics_month'),
  ...marts('fct_station', 'fct_activity', 'fct_opinion', 'fct_duty', 'published_figure'),
  ...marts('fct_suggestion_handler', 'fct_suggestion', 'fct_suggestion_signer'),
  ...marts('mart_budget_in_force', 'mart_expenditure_month', 'mart_revenue_month', 'mart_project_month'),
  ...marts('mart_expenditure_growth', 'mart_revenue_growth', 'mart_tax_growth'),
  ...marts('mart_audit_month', 'mart_station_month'),
  ...marts('mart_suggestion_month'),
  ...marts(
    'fct_draft',
    'fct_draft_version',
    'fct_draft_clause',
    'fct_draft_opinion',
    'fct_topic_reservation',
  ),
  ...marts(
    'fct_livelihood_idea',
    'fct_livelihood_project',
    'fct_livelihood_vote',
    'fct_livelihood_milestone',
  ),
  ...marts('fct_livelihood_evaluation', 'mart_livelihood_month', 'fct_budget_opinion'),
  ...marts(
    'dim_vitality_period',
    'mart_vitality_silence',
    'mart_opinion_likeness',
    'mart_opinion_burst',
    'mart_opinion_credit',
  ),
  ...marts('mart_vitality_opinions', 'mart_vitality_count', 'mart_vitality_rate', 'mart_vitality_prior'),
  ...marts('mart_vitality_input'),
];
