import type { MetricDefinition } from '../metrics/definition.ts';
import { isUnknownTable } from '../engine.ts';
import { evaluateMetric, latestPeriod, type MetricAnswer, type MetricRow } from '../metrics/evaluate.ts';
import type { MonthRange } from '../metrics/period.ts';
import { mostDimensions } from '../metrics/request.ts';
import type { PublishedBuild } from '../opened-build.ts';
import { batchScope, isInScope } from '../queries/lineage/batch-scope.ts';
import { sqlBeside } from '../queries/sql-beside.ts';

/** One batch that is in one of two builds only, or in force with other partitions. */
export interface MovedBatch {
  readonly batch: string;
  readonly contract: string;
  readonly fileName: string;
  readonly receivedAt: string;
  readonly change: 'added' | 'removed' | 'repartitioned';
  /** Its partitions that are in force in one of the builds only. */
  readonly partitions: readonly string[];
}

export interface MovedMetric {
  readonly metric: MetricDefinition;
  /** The months both were asked for: the latest of the build that speaks later. */
  readonly period: MonthRange | null;
  /** The months each speaks of; null: it says nothing of them, or speaks of years. */
  readonly spoken: { readonly before: MonthRange | null; readonly after: MonthRange | null };
  readonly key: MetricRow['key'];
  readonly label: MetricRow['label'];
  readonly before: number | null;
  readonly after: number | null;
  /** Moved batches of its sources whose moved partitions it has read. */
  readonly batches: readonly string[];
}

interface InForce {
  readonly batch: string;
  readonly contract: string;
  readonly fileName: string;
  readonly receivedAt: string;
  readonly partitions: readonly string[];
}

const inForce = sqlBeside(import.meta.dirname, 'batches_in_force');
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

async function batchesOf({ engine }: PublishedBuild): Promise<ReadonlyMap<string, InForce>> {
  const rows = await engine.rows(inForce);
  return new Map(
    rows.map((row) => [
      text(row.batch),
      {
        batch: text(row.batch),
        contract: text(row.contract),
        fileName: text(row.file_name),
        receivedAt: text(row.received_at),
        partitions: Array.isArray(row.partitions) ? row.partitions.map(text) : [],
      },
    ]),
  );
}

/** The batches that came, went, or are in force with other parts. */
export async function movedBatches(before: PublishedBuild, after: PublishedBuild): Promise<MovedBatch[]> {
  const old = await batchesOf(before);
  const present = await batchesOf(after);
  const told = (
    { batch, contract, fileName, receivedAt }: InForce,
    change: MovedBatch['change'],
    partitions: readonly string[],
  ): MovedBatch => ({
    batch,
    contract,
    fileName,
    receivedAt,
    change,
    partitions,
  });
  return [
    ...[...present.values()].flatMap((batch) => {
      const was = old.get(batch.batch);
      if (was === undefined) return [told(batch, 'added', batch.partitions)];
      const moved = [
        ...batch.partitions.filter((partition) => !was.partitions.includes(partition)),
        ...was.partitions.filter((partition) => !batch.partitions.includes(partition)),
      ];
      return moved.length === 0 ? [] : [told(batch, 'repartitioned', moved)];
    }),
    ...[...old.values()]
      .filter(({ batch }) => !present.has(batch))
      .map((batch) => told(batch, 'removed', batch.partitions)),
  ];
}

/** Whether a metric can be compared whole, or by what it must be broken down by. */
export const isComparable = ({ required }: MetricDefinition): boolean => required.length <= mostDimensions;

/** What `ask` finds; null: the build was made before the metric was there. */
async function ifThere<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (isUnknownTable(error)) return null;
    throw error;
  }
}

/** The months to compare two builds by: the latest of the one that speaks later, so that what went is missed too. */
async function comparedPeriod(
  metric: MetricDefinition,
  builds: readonly PublishedBuild[],
): Promise<MonthRange | null> {
  const latest = await Promise.all(builds.map(({ engine }) => ifThere(() => latestPeriod(engine, metric))));
  return latest.reduce(
    (one, other) => (one === null || (other !== null && other.to > one.to) ? other : one),
    null,
  );
}

const spokenBy = ({ period, rows }: MetricAnswer): MonthRange | null =>
  rows.some(({ status }) => status !== 'no_data') ? period : null;

/**
 * The values of a metric that differ between two builds, in the months of the one that speaks later; null: one of
 * them was made before the metric was there.
 */
export async function movedValues(
  metric: MetricDefinition,
  before: PublishedBuild,
  after: PublishedBuild,
  batches: readonly MovedBatch[],
): Promise<MovedMetric[] | null> {
  const by = metric.required;
  const period = await comparedPeriod(metric, [before, after]);
  const asked = { metric, by, period: period === null ? null : `${period.from}..${period.to}`, filters: {} };
  const present = await ifThere(() => evaluateMetric(after.engine, asked));
  const past = await ifThere(() => evaluateMetric(before.engine, asked));
  if (present === null || past === null) return null;
  const spoken = { before: spokenBy(past), after: spokenBy(present) };
  const identity = ({ key }: MetricRow): string =>
    JSON.stringify(by.map((dimension) => key[dimension] ?? null));
  const rows = new Map([...past.rows, ...present.rows].map((row) => [identity(row), row]));
  const was = new Map(past.rows.map((row) => [identity(row), row.value]));
  const is = new Map(present.rows.map((row) => [identity(row), row.value]));
  const own = batches.filter(({ contract }) => metric.sources.includes(contract));
  /** What may have moved the value: batches that moved in partitions it was read from. */
  const movers = (key: MetricRow['key']): string[] => {
    const filters = typeof key.year === 'string' ? { year: [key.year] } : {};
    const scope = batchScope(metric, { period, filters });
    return own
      .filter(({ partitions }) => partitions.some((partition) => isInScope(partition, scope)))
      .map(({ batch }) => batch);
  };
  return [...rows].flatMap(([id, { key, label }]) => {
    const values = { before: was.get(id) ?? null, after: is.get(id) ?? null };
    return values.before === values.after
      ? []
      : [{ metric, period, spoken, key, label, ...values, batches: movers(key) }];
  });
}
