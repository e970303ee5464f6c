import type { Dimension } from '../definition.ts';
import { nameSource } from '../labels.ts';

/** Columns of the ledgers that hold codes of a dimension. */
const dimensions: Readonly<Record<string, Dimension>> = {
  account: 'account',
  area_code: 'area',
  asked: 'evaluated_by',
  author_kind: 'author_kind',
  channel: 'channel',
  debt_kind: 'debt_kind',
  department_code: 'department',
  economic_code: 'economic',
  field: 'livelihood_field',
  function_class: 'function',
  function_code: 'function',
  idea_source: 'idea_source',
  indicator: 'indicator',
  industry: 'industry',
  item_code: 'revenue_item',
  land_use: 'land_use',
  peer_group: 'peer_group',
  project_stage: 'project_stage',
  result_class: 'result_class',
  review_head: 'review_head',
  role: 'handler_role',
  sector: 'sector',
  side: 'side',
  stage: 'livelihood_stage',
  station_code: 'station',
  tax_kind: 'tax_kind',
  territory_code: 'territory',
  tier: 'tier',
  topic_kind: 'topic_kind',
  township_code: 'township',
  transfer_kind: 'transfer_kind',
  version: 'version',
};

/** How a treasury payment was made is nothing a metric is broken down by. */
const method = { table: 'marts.dim_code', code: 'code', name: 'name', where: "dimension = 'method'" };

/** The name of the column that names the codes of a ledger's column. */
export const nameColumnOf = (column: string): string => `${column.replace(/_code$/, '')}_name`;

/** Where the codes of a ledger's column are named; null for a column that is no code. */
export function codeNames(column: string): ReturnType<typeof nameSource> {
  if (column === 'method') return method;
  const dimension = Object.hasOwn(dimensions, column) ? dimensions[column] : undefined;
  return dimension === undefined ? null : nameSource(dimension);
}
