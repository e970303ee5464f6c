import { z } from 'zod';
import type { Engine } from '../../engine.ts';
import { sqlBeside } from '../sql-beside.ts';

const sql = sqlBeside(import.meta.dirname, 'answer_days');

const rowSchema = z
  .object({
    answered: z.number(),
    median_days: z.number().nullable(),
    ninetieth_days: z.number().nullable(),
    average_days: z.number().nullable(),
  })
  .transform((row) => ({
    answered: row.answered,
    medianDays: row.median_days,
    ninetiethDays: row.ninetieth_days,
    averageDays: row.average_days,
  }));
export type AnswerDays = z.output<typeof rowSchema>;

/**
 * Days from handing over to the answer, of a year and a lead handler (null: all). A median does not come from the
 * medians of its parts, so it is no metric: it is taken from the rows.
 */
export async function answerDays(
  engine: Engine,
  filters: { readonly year: number | null; readonly department: string | null },
): Promise<AnswerDays> {
  const year = filters.year === null ? null : String(filters.year);
  const [row] = await engine.rows(sql, { year, department: filters.department });
  return rowSchema.parse(row);
}
