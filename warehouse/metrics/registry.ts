import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accountMetrics } from './accounts.ts';
import { auditMetrics } from './audit.ts';
import { budgetOpinionMetrics } from './budget-opinions.ts';
import { debtMetrics } from './debt.ts';
import type { Dimension, MetricDefinition, RegisteredMetric } from './definition.ts';
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
import { thresholdsOf } from './thresholds.ts';
import { threePublicsMetrics } from './three-publics.ts';
import { transferMetrics } from './transfers.ts';
import { vitalityMetrics } from './vitality.ts';
import { warningMetrics } from './warnings.ts';

/** Metrics whose parts are quotations: they are shown as they are or, where they disagree, not at all. */
export const quotedMetrics: ReadonlySet<string> = new Set(['published_amount']);

/** Over months only flows add up; required dimensions (the account, the version) never do, nor do quotations. */
function additiveOver({ id, time, dimensions, required }: MetricDefinition): Dimension[] {
  if (quotedMetrics.has(id)) return [];
  return dimensions.filter(
    (dimension) => !required.includes(dimension) && (dimension !== 'period' || time === 'flow'),
  );
}

const registered = (metric: MetricDefinition): RegisteredMetric => ({
  ...metric,
  additiveOver: additiveOver(metric),
  thresholds: thresholdsOf(metric.id),
  since: metric.since ?? '0.1.0',
});

/** Every number shown anywhere, by id: one definition each. */
export const metrics: ReadonlyMap<string, RegisteredMetric> = new Map(
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
  ].map((metric) => [metric.id, registered(metric)]),
);

const relations = new Map<string, Promise<string>>();

/** The relation of a metric's parts (`<id>.sql`), read once. */
export function metricRelation(metric: MetricDefinition): Promise<string> {
  const known = relations.get(metric.id);
  if (known) return known;
  const read = readFile(join(import.meta.dirname, `${metric.id}.sql`), 'utf8').then((text) => text.trim());
  relations.set(metric.id, read);
  return read;
}
