import { z } from 'zod';
import type { Engine, SqlParameters } from '../../engine.ts';
import { sqlBeside } from '../sql-beside.ts';

const within = sqlBeside(import.meta.dirname, 'suggestions_within');
const unknown = sqlBeside(import.meta.dirname, 'unknown_values');

/** What may be asked of a suggestion besides its text and its day. */
export interface RegisterFilters {
  /** Code of an area, its parts and townships included, or of a township. */
  readonly area?: string | undefined;
  readonly category?: string | undefined;
  /** Code or name of a department that has it, lead or not. */
  readonly handler?: string | undefined;
  readonly session?: string | undefined;
}

const parameters = ({ area, category, handler, session }: RegisterFilters): SqlParameters => ({
  area: area ?? null,
  category: category ?? null,
  handler: handler ?? null,
  session: session ?? null,
});

const idRow = z.object({ suggestion_id: z.string() });
const filterRow = z.object({ filter: z.enum(['area', 'category', 'handler', 'session']) });

/** The ids of the suggestions that all filters given admit. */
export async function suggestionsWithin(
  engine: Engine,
  filters: RegisterFilters,
): Promise<ReadonlySet<string>> {
  const rows = await engine.rows(within, parameters(filters));
  return new Set(rows.map((row) => idRow.parse(row).suggestion_id));
}

/** The filters whose value the register and its areas do not know. */
export async function unknownValues(
  engine: Engine,
  filters: RegisterFilters,
): Promise<readonly (keyof RegisterFilters)[]> {
  const rows = await engine.rows(unknown, parameters(filters));
  return rows.map((row) => filterRow.parse(row).filter);
}
