import type { Engine } from '../engine.ts';
import type { MetricDefinition } from '../metrics/definition.ts';
import { metricRelation } from '../metrics/registry.ts';
import { sqlBeside } from '../queries/sql-beside.ts';
import { monthsOf } from './months.ts';

const deliveredMonths = sqlBeside(import.meta.dirname, 'delivered_months');
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * The months a build knows of for a metric, in order, whatever is filtered on: those that something is counted in,
 * and those in which nothing is though they were delivered. What is delivered by the year or at once covers every
 * month between its first and its last.
 */
export async function coveredMonths(engine: Engine, metric: MetricDefinition): Promise<readonly string[]> {
  if (metric.time === 'annual') return [];
  const relation = await metricRelation(metric);
  const found = await engine.rows(
    `with relation as (\n${relation}\n)
select strftime(period, '%Y-%m') as month, coalesce(bool_or(numerator <> 0), false) as counts
from relation
where period is not null
group by period
order by period`,
    {},
    { kept: true },
  );
  const delivered = await engine.rows(deliveredMonths, { contracts: metric.sources }, { kept: true });
  const contracts = new Set(delivered.map(({ contract }) => text(contract)));
  const spoken = found.map(({ month }) => text(month));
  const [from] = spoken;
  const to = spoken.at(-1);
  if (from === undefined || to === undefined) return [];
  if (contracts.size === 0) return monthsOf({ from, to });
  const times = new Map<string, number>();
  for (const { month } of delivered) times.set(text(month), (times.get(text(month)) ?? 0) + 1);
  const counted = found.filter(({ counts }) => counts === true).map(({ month }) => text(month));
  const whole = [...times].filter(([, count]) => count === contracts.size).map(([month]) => month);
  return [...new Set([...counted, ...whole])].sort();
}
