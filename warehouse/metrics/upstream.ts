import type { Engine, SqlValue } from '../engine.ts';
import { referencedTables } from '../models/references.ts';
import type { MetricDefinition } from './definition.ts';
import { metricRelation } from './registry.ts';

/** A row of meta.models: a model as the build made it. */
export interface BuiltModel {
  readonly name: string;
  readonly purpose: string;
  readonly sql: string;
  readonly dependsOn: readonly string[];
}

export interface Upstream {
  /** The models a metric reads, directly or not; a model comes after all it reads. */
  readonly models: readonly BuiltModel[];
  /** The views of accepted rows at their far end, one a contract: `raw.finance_budget`. */
  readonly rawTables: readonly string[];
}

/**
 * Models that are named but not looked behind: the calendar reads every source only to know how far time runs,
 * and no figure comes from it.
 */
const calendar = 'marts.dim_month';

/** Follows references to models as far as they go. Pure. */
export function resolveUpstream(references: readonly string[], built: readonly BuiltModel[]): Upstream {
  const byName = new Map(built.map((model) => [model.name, model]));
  const models: BuiltModel[] = [];
  const rawTables = new Set<string>();
  const seen = new Set<string>();
  const follow = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    if (name.startsWith('raw.')) rawTables.add(name);
    const model = byName.get(name);
    if (!model) return;
    if (name !== calendar) for (const dependency of model.dependsOn) follow(dependency);
    models.push(model);
  };
  for (const name of references) follow(name);
  return { models, rawTables: [...rawTables].sort() };
}

const text = (value: SqlValue | undefined): string => (typeof value === 'string' ? value : '');

/** What a metric is made of in this build, names of its labels left out. */
export async function metricUpstream(engine: Engine, metric: MetricDefinition): Promise<Upstream> {
  const rows = await engine.rows('select name, purpose, sql, depends_on from meta.models order by name');
  const built = rows.map((row) => ({
    name: text(row.name),
    purpose: text(row.purpose),
    sql: text(row.sql),
    dependsOn: Array.isArray(row.depends_on) ? row.depends_on.map(text) : [],
  }));
  return resolveUpstream(referencedTables(await metricRelation(metric)), built);
}
