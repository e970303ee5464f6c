import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accountMetrics } from './accounts.ts';
import { auditMetrics } from './audit.ts';
import { budgetOpinionMetrics } from './budget-opinions.ts';
import { debtMetrics } from './debt.ts';
import type { MetricDefinition } from './definition.ts';
import { economyMetrics } from './economy.ts';
import { expenditureMetrics } from './expenditure.ts';
import { legislationMetrics } from './legislation.ts';
import { livelihoodMetrics } from './livelihood.ts';
import { keyProjectMetrics } from './key-projects.ts';
import { landMetrics } from './land.ts';
import { publishedMetrics } from './published.ts';
import { revenueMetrics } from './revenue.ts';
import { stateAssetMetrics } from './state-assets.ts';
import { stationMetrics } from './stations.ts';
import { suggestionMetrics } from './suggestions.ts';
import { threePublicsMetrics } from './three-publics.ts';
import { transferMetrics } from './transfers.ts';
import { vitalityMetrics } from './vitality.ts';
import { warningMetrics } from './warnings.ts';

/** Every number shown anywhere, by id: one definition each. */
export const metrics: ReadonlyMap<string, MetricDefinition> = new Map(
  [
    ...revenueMetrics,
    ...expenditureMetrics,
    ...accountMetrics,
    ...debtMetrics,
    ...transferMetrics,
    ...threePublicsMetrics,
    ...keyProjectMetrics,
    ...economyMetrics,
    ...stateAssetMetrics,
    ...landMetrics,
    ...auditMetrics,
    ...stationMetrics,
    ...vitalityMetrics,
    ...suggestionMetrics,
    ...legislationMetrics,
    ...livelihoodMetrics,
    ...budgetOpinionMetrics,
    ...warningMetrics,
    ...publishedMetrics,
  ].map((metric) => [metric.id, metric]),
);

/** Metrics whose parts are quotations: they are shown as they are or, where they disagree, not at all. */
export const quotedMetrics: ReadonlySet<string> = new Set(['published_amount']);

const relations = new Map<string, Promise<string>>();

/** The relation of a metric's parts (`<id>.sql`), read once. */
export function metricRelation(metric: MetricDefinition): Promise<string> {
  const known = relations.get(metric.id);
  if (known) return known;
  const read = readFile(join(import.meta.dirname, `${metric.id}.sql`), 'utf8').then((text) => text.trim());
  relations.set(metric.id, read);
  return read;
}
