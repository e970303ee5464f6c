import { assetTexts } from '../../../locale/assets-scene.ts';
import type { MetricQuery } from '../../../wire/metric-query.ts';
import type { RankSpec } from '../../ranking/ranked-rows.ts';

export const enterpriseQueries = {
  assets: { metric: 'soe_assets' },
  ratio: { metric: 'soe_liability_ratio' },
  revenue: { metric: 'soe_revenue' },
  profit: { metric: 'soe_profit' },
  count: { metric: 'soe_enterprises' },
  loss: { metric: 'soe_loss_making' },
} as const satisfies Record<string, MetricQuery>;

export const landQueries = {
  revenue: { metric: 'land_revenue' },
  schedule: { metric: 'land_revenue_schedule_rate' },
  arrears: { metric: 'land_arrears' },
  parcels: { metric: 'land_parcels_sold' },
  area: { metric: 'land_area_sold' },
} as const satisfies Record<string, MetricQuery>;

export const projectQueries = {
  invested: { metric: 'key_project_invested' },
  plan: { metric: 'key_project_plan' },
  rate: { metric: 'key_project_investment_rate' },
  count: { metric: 'key_projects' },
  stalled: { metric: 'key_projects_stalled' },
} as const satisfies Record<string, MetricQuery>;

/** What sets one enterprise apart from the others. */
export function shortEnterprise(name: string): string {
  const { prefix, suffixes } = assetTexts.company;
  const bare = suffixes.reduce<string>((text, suffix) => text.replace(suffix, ''), name);
  return bare.startsWith(prefix) && bare.length > prefix.length ? bare.slice(prefix.length) : bare;
}

export const liabilitySpec: RankSpec = {
  query: { metric: 'soe_liability_ratio', by: ['enterprise'] },
  second: { metric: 'soe_assets', by: ['enterprise'] },
  order: 'largest',
  full: 1,
  tone: 'neutral',
  short: shortEnterprise,
  judged: 'first',
};

export const lossSpec: RankSpec = {
  query: { metric: 'soe_profit', by: ['enterprise'] },
  order: 'smallest',
  signed: 'both',
  tone: 'revenue',
  short: shortEnterprise,
};

export const landAreaSpec: RankSpec = {
  query: { metric: 'land_revenue_schedule_rate', by: ['area'] },
  second: { metric: 'land_revenue', by: ['area'] },
  order: 'given',
  complete: true,
  markAt: 1,
  tone: 'revenue',
  judged: 'first',
};

export const landUseSpec: RankSpec = {
  query: { metric: 'land_price', by: ['land_use'] },
  order: 'largest',
  tone: 'revenue',
};

export const behindSpec: RankSpec = {
  query: { metric: 'key_project_investment_rate', by: ['key_project'] },
  second: { metric: 'key_project_progress_gap', by: ['key_project'] },
  mark: { metric: 'time_progress' },
  order: 'smallest',
  full: 1,
  tone: 'expenditure',
  judged: 'second',
};

export const sectorSpec: RankSpec = {
  query: { metric: 'key_project_investment_rate', by: ['sector'] },
  second: { metric: 'key_project_invested', by: ['sector'] },
  mark: { metric: 'time_progress' },
  order: 'smallest',
  full: 1,
  tone: 'expenditure',
};
