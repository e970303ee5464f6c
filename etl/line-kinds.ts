import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { runOn } from '../warehouse/connection.ts';
import { fold } from './cells/fold.ts';
import type { Layout } from './layout.ts';
import type { Recognised } from './recognise.ts';
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

/** More filled cells than this, and a line that begins like a note is data. */
const noteCells = 2;

/**
 * What a line that holds the text of a label is: a totals row, a note, or data after all. A payee may be called
 * 合计 and a voucher 审核0001: a label in a text column of a line whose required cells are all filled, and a
 * note's beginning on a line of many cells, are data.
 */
export function kindOf(
  cells: readonly (string | null)[],
  { totals, notes }: Labels,
  { required, texts }: Places,
): 'grand' | 'sub' | 'note' | 'data' {
  const labels = cells.map(fold);
  const filled = labels.filter((label) => label !== '');
  const isComplete = required.every((index) => labels[index] !== undefined && labels[index] !== '');
  const holdsOneOf = (list: readonly string[]) =>
    list
      .map(fold)
      .some((label) => labels.some((cell, index) => cell === label && !(isComplete && texts.has(index))));
  if (holdsOneOf(totals.grand)) return 'grand';
  if (holdsOneOf(totals.sub)) return 'sub';
  const isNote = filled.length <= noteCells && notes.some((note) => filled[0]?.startsWith(fold(note)));
  return isNote ? 'note' : 'data';
}

/** Columns of the sheet: the required ones that are not amounts, and the ones that hold free text. */
export interface Places {
  readonly required: readonly number[];
  readonly texts: ReadonlySet<number>;
}

export function placesOf({ contract, origins }: Recognised): Places {
  const places = contract.columns.flatMap((column) => {
    const origin = origins.get(column.name);
    return origin?.kind === 'cell' ? [{ column, index: origin.index }] : [];
  });
  return {
    required: places
      .filter(({ column }) => !column.optional && column.type !== 'amount')
      .map(({ index }) => index),
    texts: new Set(places.filter(({ column }) => column.type === 'text').map(({ index }) => index)),
  };
}

/** Sorts out the lines of kind `maybe`. */
export async function sortOutLines(connection: DuckDBConnection, recognised: Recognised): Promise<void> {
  const labels = recognised.layout;
  const places = placesOf(recognised);
  if (labels.totals.grand.length + labels.totals.sub.length + labels.notes.length === 0) return;
  const lines = z
    .array(z.object({ row: z.int(), cells: z.array(z.string().nullable()) }))
    .parse(
      await runOn(
        connection,
        `select _row as row, [${textColumns(recognised.width).join(', ')}] as cells from lines where _kind = 'maybe'`,
      ),
    );
  if (lines.length === 0) return;
  await runOn(
    connection,
    `update lines set _kind = sorted_out.kind
     from (select unnest($rows) as row, unnest($kinds) as kind) as sorted_out
     where lines._row = cast(sorted_out.row as bigint)`,
    {
      rows: lines.map(({ row }) => String(row)),
      kinds: lines.map(({ cells }) => kindOf(cells, labels, places)),
    },
  );
}
