import type { Dimension, MetricDefinition } from '../metrics/definition.ts';
import type { MetricRow } from '../metrics/evaluate.ts';

export interface ExploredValue {
  readonly value: number | null;
  /** What it is compared with; null where there is nothing, or nothing was asked. */
  readonly compared: number | null;
}

export interface ExploredRow {
  /** The step of time; null without a grain. */
  readonly time: string | null;
  readonly key: MetricRow['key'];
  readonly label: MetricRow['label'];
  /** By measure. */
  readonly values: Readonly<Record<string, ExploredValue>>;
}

/** One value of one side, under the step and the key it stands at. */
export interface Part {
  readonly time: string | null;
  readonly key: MetricRow['key'];
  readonly label: MetricRow['label'];
  readonly value: number | null;
}

/** Both sides of one measure. */
export interface Sides {
  readonly metric: MetricDefinition;
  readonly current: readonly Part[];
  readonly compared: readonly Part[];
}

/** The dimensions that were asked for: not the months a statement was asked by besides. */
const only = (names: MetricRow['key'], by: readonly Dimension[]): MetricRow['key'] =>
  Object.fromEntries(by.map((dimension) => [dimension, names[dimension] ?? null]));

const identity = ({ time, key }: Part, by: readonly Dimension[]): string =>
  JSON.stringify([time, ...by.map((dimension) => key[dimension] ?? null)]);

const upwards = (one: string | null | undefined, other: string | null | undefined): number =>
  (one ?? '') < (other ?? '') ? -1 : (one ?? '') > (other ?? '') ? 1 : 0;

/** All rows that any measure has on either side, in the order they were answered in, time upwards first. */
export function joined(
  measures: readonly Sides[],
  by: readonly Dimension[],
  isTimed: boolean,
): ExploredRow[] {
  const none: ExploredValue = { value: null, compared: null };
  const rows = new Map<string, { row: Omit<ExploredRow, 'values'>; values: Map<string, ExploredValue> }>();
  const entryOf = (part: Part) => {
    const id = identity(part, by);
    const found = rows.get(id);
    if (found !== undefined) return found;
    const row = { time: part.time, key: only(part.key, by), label: only(part.label, by) };
    const entry = { row, values: new Map<string, ExploredValue>() };
    rows.set(id, entry);
    return entry;
  };
  for (const { metric, current, compared } of measures) {
    for (const part of current) entryOf(part).values.set(metric.id, { value: part.value, compared: null });
    for (const part of compared) {
      if (part.value === null) continue;
      const { values } = entryOf(part);
      values.set(metric.id, { value: values.get(metric.id)?.value ?? null, compared: part.value });
    }
  }
  const all = [...rows.values()].map(({ row, values }) => ({
    ...row,
    values: Object.fromEntries(measures.map(({ metric }) => [metric.id, values.get(metric.id) ?? none])),
  }));
  if (isTimed) return all.sort((one, other) => upwards(one.time, other.time));
  return by[0] === 'period' ? all.sort((one, other) => upwards(one.key.period, other.key.period)) : all;
}
