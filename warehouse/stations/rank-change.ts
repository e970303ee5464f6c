import { compareRuns, type RankChange } from '../vitality/compare.ts';
import type { DataTable } from '../vitality/table.ts';
import type { StationDefinition } from './definition.ts';
import { readInputs, readPublished, type Rows } from './inputs.ts';

/** One side of a change: a period under a definition. */
export interface RankedPeriod {
  readonly definition: StationDefinition;
  readonly period: string;
}

const cellsOf = (table: DataTable): string => JSON.stringify([...table.columns]);

/** The table as it was first published where it differs from what is known now; null where it does not. */
async function publishedBefore(
  rows: Rows,
  { definition, period }: RankedPeriod,
  known: DataTable,
): Promise<DataTable | null> {
  const published = await readPublished(rows, definition.version, period);
  return published === null || cellsOf(published) === cellsOf(known) ? null : published;
}

/**
 * Why a station's rank changed between two periods or definitions: its own records, the others', the definition, and
 * the revision of records since the earlier period was first published. Null where it was not rated on both sides.
 */
export async function rankChange(
  rows: Rows,
  station: string,
  from: RankedPeriod,
  to: RankedPeriod,
): Promise<(RankChange & { readonly revised: boolean }) | null> {
  const now = await readInputs(rows, to.definition.version, to.period);
  const known = await readInputs(rows, from.definition.version, from.period);
  if (now === null || known === null) return null;
  const published = await publishedBefore(rows, from, known);
  const before = { index: from.definition.engine, table: published ?? known };
  const after = { index: to.definition.engine, table: now };
  const options = { units: [station], ...(published !== null && { revised: known }) };
  if (from.definition.hash === to.definition.hash) {
    const change = compareRuns(before, after, options).changes[0];
    return change === undefined ? null : { ...change, revised: published !== null };
  }
  const knownAnew = await readInputs(rows, to.definition.version, from.period);
  const nowAsBefore = await readInputs(rows, from.definition.version, to.period);
  if (knownAnew === null || nowAsBefore === null) return null;
  const publishedAnew = await publishedBefore(rows, { ...from, definition: to.definition }, knownAnew);
  const change = compareRuns(before, after, {
    ...options,
    recounted: { before: publishedAnew ?? knownAnew, revised: knownAnew, after: nowAsBefore },
  }).changes[0];
  return change === undefined ? null : { ...change, revised: published !== null };
}
