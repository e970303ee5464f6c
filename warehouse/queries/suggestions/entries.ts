import { z } from 'zod';
import type { Engine } from '../../engine.ts';
import { sqlBeside } from '../sql-beside.ts';

const sql = sqlBeside(import.meta.dirname, 'entries');

const text = z.string().nullable();
const satisfaction = z.enum(['satisfied', 'fairly', 'dissatisfied', 'unstated']).nullable();
const rowSchema = z
  .object({
    suggestion_id: z.string(),
    title: z.string(),
    body: z.string(),
    session_year: z.int(),
    session: z.string(),
    category: z.string(),
    lead_signer: z.string(),
    cosigner_count: z.int(),
    area_code: text,
    area_name: text,
    township_name: text,
    lead_handler: text,
    lead_handler_name: text,
    co_handler_names: text,
    result_class: z.enum(['A', 'B', 'C', 'D']).nullable(),
    satisfaction_handling: satisfaction,
    satisfaction_result: satisfaction,
    merged_into: text,
    key_supervised: z.boolean(),
    answered_in_time: z.boolean().nullable(),
    promise_kept: z.boolean().nullable(),
    submitted_on: z.string(),
    handed_over_on: text,
    answered_on: text,
    closed_on: text,
    promised_by: text,
    fulfilled_on: text,
    batch: z.string(),
    row: z.int(),
  })
  .transform((row) => ({
    id: row.suggestion_id,
    title: row.title,
    body: row.body,
    sessionYear: row.session_year,
    session: row.session,
    category: row.category,
    leadSigner: row.lead_signer,
    cosigners: row.cosigner_count,
    area: row.area_code,
    areaName: row.area_name,
    townshipName: row.township_name,
    leadHandler: row.lead_handler,
    leadHandlerName: row.lead_handler_name,
    coHandlerNames: row.co_handler_names,
    resultClass: row.result_class,
    satisfactionHandling: row.satisfaction_handling,
    satisfactionResult: row.satisfaction_result,
    mergedInto: row.merged_into,
    keySupervised: row.key_supervised,
    answeredInTime: row.answered_in_time,
    promiseKept: row.promise_kept,
    submittedOn: row.submitted_on,
    handedOverOn: row.handed_over_on,
    answeredOn: row.answered_on,
    closedOn: row.closed_on,
    promisedBy: row.promised_by,
    fulfilledOn: row.fulfilled_on,
    batch: row.batch,
    row: row.row,
  }));

/** One suggestion as people are told of it, with the batch and row it came in. Dates are ISO (yyyy-mm-dd). */
export type SuggestionEntry = z.output<typeof rowSchema>;

/** The entries of these ids, by id; an id that is not in force has none. */
export async function suggestionEntries(
  engine: Engine,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SuggestionEntry>> {
  if (ids.length === 0) return new Map();
  const rows = await engine.rows(sql, { ids });
  return new Map(rows.map((row) => rowSchema.parse(row)).map((entry) => [entry.id, entry]));
}
