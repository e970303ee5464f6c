import type { Dimension, MetricRow } from '../../api/contracts/metrics.ts';
import { texts } from '../locale/texts.ts';

/** The name of a row for people: its label, or its code where it has none. */
export const nameOf = (row: MetricRow, dimension: Dimension): string =>
  row.label[dimension] ?? row.key[dimension] ?? texts.figures.missing;

const byValue = (sign: 1 | -1) => (left: MetricRow, right: MetricRow) =>
  sign * ((left.value ?? 0) - (right.value ?? 0));

const known = (rows: readonly MetricRow[]): MetricRow[] => rows.filter((row) => row.value !== null);

/** Rows that hold a value, the smallest first. */
export const worstFirst = (rows: readonly MetricRow[]): MetricRow[] => known(rows).sort(byValue(1));

/** Rows that hold a value, the largest first. */
export const largestFirst = (rows: readonly MetricRow[]): MetricRow[] => known(rows).sort(byValue(-1));

/** By how far they moved, whichever way; what did not move says nothing. */
export const farthestFirst = (rows: readonly MetricRow[]): MetricRow[] =>
  known(rows)
    .filter((row) => row.value !== 0)
    .sort((left, right) => Math.abs(right.value ?? 0) - Math.abs(left.value ?? 0));

/** The rows of one breakdown by their code. */
export const byCode = (
  rows: readonly MetricRow[],
  dimension: Dimension,
): ReadonlyMap<string | null, MetricRow> => new Map(rows.map((row) => [row.key[dimension] ?? null, row]));

/** Departments are of the city, so the city's name before each of them only takes room. */
export const shortDepartment = (name: string): string =>
  name.length > texts.departments.prefix.length && name.startsWith(texts.departments.prefix)
    ? name.slice(texts.departments.prefix.length)
    : name;
