import type { Engine } from './warehouse/engine.ts';
import { evaluateMetric } from './warehouse/metrics/evaluate.ts';
import { metrics } from './warehouse/metrics/registry.ts';

/** How many red warnings stand in a build, as the registry counts them. */
export async function redWarnings(engine: Engine): Promise<number> {
  const metric = metrics.get('warnings');
  if (!metric) return 0;
  const { rows } = await evaluateMetric(engine, {
    metric,
    by: [],
    period: null,
    filters: { severity: ['red'] },
  });
  return rows[0]?.value ?? 0;
}
