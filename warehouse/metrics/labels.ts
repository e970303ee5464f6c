import { dimensionNames, type Dimension } from './definition.ts';

/** Where the names of a dimension's codes are, and the order people expect them in. */
interface NameTable {
  readonly table: string;
  readonly code: string;
  readonly name: string;
  readonly order?: string;
  /** The part of a table shared by several dimensions. */
  readonly only?: Dimension;
}

const list = (only: Dimension): NameTable => ({ table: 'marts.dim_code', code: 'code', name: 'name', only });
const seed = (table: string): NameTable => ({ table, code: 'code', name: 'name' });

const nameTables: Readonly<Partial<Record<Dimension, NameTable>>> = {
  area: { ...seed('marts.dim_area'), order: 'sort_order' },
  account: list('account'),
  department: seed('marts.dim_department'),
  function: seed('marts.dim_function'),
  revenue_item: seed('marts.dim_revenue_item'),
  tax_kind: seed('marts.dim_tax_kind'),
  industry: seed('marts.dim_industry'),
  debt_kind: list('debt_kind'),
  transfer_kind: list('transfer_kind'),
  economic: seed('marts.dim_economic'),
  key_project: seed('marts.dim_key_project'),
  project_stage: list('project_stage'),
  sector: list('sector'),
  territory: { ...seed('marts.dim_area'), order: 'sort_order' },
  indicator: list('indicator'),
  tier: list('tier'),
  enterprise: seed('marts.dim_enterprise'),
  land_use: list('land_use'),
  category: list('category'),
  station: { table: 'marts.fct_station', code: 'station_code', name: 'station_name' },
  channel: list('channel'),
  version: list('version'),
  side: list('side'),
  suggestion_category: list('suggestion_category'),
  result_class: list('result_class'),
  handler_role: list('handler_role'),
  draft: { table: 'marts.fct_draft', code: 'draft_id', name: 'draft_name' },
  author_kind: list('author_kind'),
  topic_kind: list('topic_kind'),
  livelihood_field: list('livelihood_field'),
  livelihood_project: { table: 'marts.fct_livelihood_project', code: 'project_id', name: 'project_name' },
  livelihood_stage: list('livelihood_stage'),
  idea_source: list('idea_source'),
  evaluated_by: list('evaluated_by'),
  review_head: list('review_head'),
  township: seed('marts.dim_township'),
  opinion_kind: list('opinion_kind'),
  severity: { ...seed('marts.dim_warning_severity'), order: 'sort_order' },
  warning_rule: { ...seed('marts.dim_warning_rule'), order: 'sort_order' },
  peer_group: list('peer_group'),
  band: { ...seed('marts.dim_vitality_band'), order: 'code' },
  pillar: { ...seed('marts.dim_vitality_pillar'), order: 'sort_order' },
};

/** Dimensions whose codes are trees by their digits: 205 covers 20502 and 2050201. */
export const trees: ReadonlySet<Dimension> = new Set<Dimension>(['function', 'revenue_item']);

/** The table a dimension's codes are named in, and what of it is the dimension's; null for one that names itself. */
export function nameSource(
  dimension: Dimension,
): { readonly table: string; readonly code: string; readonly name: string; readonly where: string } | null {
  const names = nameTables[dimension];
  if (names === undefined) return null;
  const where = names.only === undefined ? 'true' : `dimension = '${names.only}'`;
  return { table: names.table, code: names.code, name: names.name, where };
}

/** Every dimension is quoted: `function` and `year` are words of SQL too. */
export const column = (dimension: Dimension): string => `"${dimension}"`;

/** The code of a dimension as it goes out: months as `2026-09`. */
export function keyColumn(dimension: Dimension): string {
  return dimension === 'period' ? `strftime(summed.period, '%Y-%m')` : `summed.${column(dimension)}`;
}

/** Its name, for people; parts without a code (the reserve has no department) are called just that. */
export function labelColumn(dimension: Dimension): string {
  const names = nameTables[dimension];
  const code = `summed.${column(dimension)}`;
  const without = `'未列${dimensionNames[dimension]}'`;
  if (dimension === 'period') return `strftime(summed.period, '%Y年%-m月')`;
  if (dimension === 'year') return `coalesce(${code} || '年', ${without})`;
  return `coalesce(${names ? `${dimension}_names.${names.name}, ` : ''}${code}, ${without})`;
}

/** The join that `labelColumn` and `orderColumns` need; null for a dimension that names itself. */
export function labelJoin(dimension: Dimension): string | null {
  const names = nameTables[dimension];
  if (!names) return null;
  const alias = `${dimension}_names`;
  const only = names.only === undefined ? '' : ` and ${alias}.dimension = '${names.only}'`;
  return `left join ${names.table} as ${alias} on summed.${column(dimension)} = ${alias}.${names.code}${only}`;
}

/** Areas in their usual order and time upwards come first, then the largest value, ties by code. */
export function orderColumns(by: readonly Dimension[]): string[] {
  const own = by.flatMap((dimension) => {
    if (dimension === 'period' || dimension === 'year') return [`summed.${column(dimension)} nulls last`];
    const order = nameTables[dimension]?.order;
    return order === undefined ? [] : [`${dimension}_names.${order} nulls last`];
  });
  const codes = by.map((dimension) => `summed.${column(dimension)} nulls last`);
  return [...new Set([...own, 'value desc nulls last', ...codes])];
}
