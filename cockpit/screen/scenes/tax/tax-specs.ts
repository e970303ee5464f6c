import { taxTexts } from '../../../locale/tax-scene.ts';
import type { MetricQuery } from '../../../wire/metric-query.ts';
import type { RankSpec } from '../../ranking/ranked-rows.ts';

export const taxQueries = {
  total: { metric: 'tax_collected' },
  growth: { metric: 'tax_growth' },
  change: { metric: 'tax_change' },
  share: { metric: 'tax_share' },
  matrix: { metric: 'tax_collected', by: ['industry', 'area'] },
  industries: { metric: 'tax_collected', by: ['industry'] },
  areas: { metric: 'tax_collected', by: ['area'] },
  cells: { metric: 'tax_change', by: ['industry', 'area'] },
} as const satisfies Record<string, MetricQuery>;

/** What the national list calls an industry is too long for a wall. */
export const shortIndustry = (name: string): string => taxTexts.shortIndustry[name] ?? name;

export const kindSpec: RankSpec = {
  query: { metric: 'tax_collected', by: ['tax_kind'] },
  second: { metric: 'tax_growth', by: ['tax_kind'] },
  signed: 'second',
  order: 'largest',
  tone: 'revenue',
};

export const movedKindSpec: RankSpec = {
  query: { metric: 'tax_change', by: ['tax_kind'] },
  second: { metric: 'tax_growth', by: ['tax_kind'] },
  signed: 'both',
  order: 'farthest',
  tone: 'revenue',
};

export const movedIndustrySpec: RankSpec = {
  query: { metric: 'tax_change', by: ['industry'] },
  second: { metric: 'tax_growth', by: ['industry'] },
  signed: 'both',
  order: 'farthest',
  tone: 'revenue',
  short: shortIndustry,
};

/** The largest share of colour in a cell of the matrix, 0–1: figures stay readable on it. */
export const deepestCell = 0.36;
