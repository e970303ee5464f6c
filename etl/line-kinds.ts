import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { runOn } from '../warehouse/connection.ts';
import { fold } from './cells/fold.ts';
import type { Layout } from './layout.ts';
import { textColumns } from './readers/text-table.ts';

type Labels = Pick<Layout, 'totals' | 'notes'>;

/** A pattern that finds every line that may hold a label, white space and full-width forms allowed for. */
export function anyLabelPattern({ totals, notes }: Labels): string {
  const labels = [...totals.grand, ...totals.sub, ...notes].map(fold);
  if (labels.length === 0) return '$^';
  const loosely = (label: string) =>
    Array.from(label, (character) => (/[\p{L}\p{N}]/u.test(character) ? character : '.')).join(
      '[\\s\\x{3000}]*',
    );
  return labels.map(loosely).join('|');
}

/** What a line that holds the text of a label is: a totals row, a note, or data after all. */
export function kindOf(
  cells: readonly (string | null)[],
  { totals, notes }: Labels,
): 'grand' | 'sub' | 'note' | 'data' {
  const labels = cells.map(fold).filter((label) => label !== '');
  const holdsOneOf = (list: readonly string[]) => list.some((label) => labels.includes(fold(label)));
  if (holdsOneOf(totals.grand)) return 'grand';
  if (holdsOneOf(totals.sub)) return 'sub';
  return notes.some((note) => labels[0]?.startsWith(fold(note))) ? 'note' : 'data';
}

/** Sorts out the lines of kind `maybe`. */
export async function sortOutLines(
  connection: DuckDBConnection,
  width: number,
  labels: Labels,
): Promise<void> {
  if (labels.totals.grand.length + labels.totals.sub.length + labels.notes.length === 0) return;
  const lines = z
    .array(z.object({ row: z.int(), cells: z.array(z.string().nullable()) }))
    .parse(
      await runOn(
        connection,
        `select _row as row, [${textColumns(width).join(', ')}] as cells from lines where kind = 'maybe'`,
      ),
    );
  if (lines.length === 0) return;
  await runOn(
    connection,
    `update lines set kind = sorted_out.kind
     from (select unnest($rows) as row, unnest($kinds) as kind) as sorted_out
     where lines._row = cast(sorted_out.row as bigint)`,
    {
      rows: lines.map(({ row }) => String(row)),
      kinds: lines.map(({ cells }) => kindOf(cells, labels)),
    },
  );
}
