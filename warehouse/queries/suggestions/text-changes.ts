import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { runOn } from '../../connection.ts';
import type { SuggestionText } from '../../duplicates/suggestion.ts';
import { sqlBeside } from '../sql-beside.ts';

const changes = sqlBeside(import.meta.dirname, 'text_changes');
const remember = sqlBeside(import.meta.dirname, 'remember_texts');

const rowSchema = z.discriminatedUnion('change', [
  z.object({
    change: z.literal('put'),
    suggestion_id: z.string(),
    title: z.string(),
    body: z.string(),
    submitted_on: z.string(),
  }),
  z.object({ change: z.literal('gone'), suggestion_id: z.string() }),
]);

/** What has changed among the texts in force since they were read before. */
export interface TextChanges {
  readonly put: readonly SuggestionText[];
  readonly gone: readonly string[];
}

/** Reads what has changed, and remembers the texts as read now. */
export async function readTextChanges(connection: DuckDBConnection): Promise<TextChanges> {
  const rows = (await runOn(connection, changes)).map((row) => rowSchema.parse(row));
  await runOn(connection, remember);
  return {
    put: rows.flatMap((row) =>
      row.change === 'put'
        ? [{ id: row.suggestion_id, title: row.title, body: row.body, submittedOn: row.submitted_on }]
        : [],
    ),
    gone: rows.flatMap((row) => (row.change === 'gone' ? [row.suggestion_id] : [])),
  };
}
