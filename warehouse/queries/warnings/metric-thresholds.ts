import { z } from 'zod';
import type { Engine } from '../../engine.ts';
import type { RegisteredMetric } from '../../metrics/definition.ts';
import { thresholdsOf } from '../../metrics/thresholds.ts';

const rowSchema = z.object({ rule: z.string(), name: z.string(), value: z.number() });

/**
 * The metrics with the thresholds their build was made with, the office's own included, as they hold in its last
 * month. A build from before there were warnings has none: its metrics keep those that come with the house.
 */
export async function metricsAsJudged(
  engine: Engine,
  metrics: readonly RegisteredMetric[],
): Promise<RegisteredMetric[]> {
  if (metrics.every(({ thresholds }) => thresholds === null)) return [...metrics];
  const known = await engine.rows(
    "select 1 from information_schema.tables where table_schema = 'meta' and table_name = 'warning_threshold'",
    {},
    { kept: true },
  );
  if (known.length === 0) return [...metrics];
  const rows = await engine.rows(
    `select rule, name, value
     from meta.warning_threshold
     where effective_from <= (select coalesce(max(judged_to), date '1900-01-01') from marts.dim_warning_rule)
     order by effective_from, place`,
    {},
    { kept: true },
  );
  const thresholds = rows.map((row) => rowSchema.parse(row));
  return metrics.map((metric) => ({ ...metric, thresholds: thresholdsOf(metric.id, thresholds) }));
}
