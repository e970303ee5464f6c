import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { runOn } from '../warehouse/connection.ts';
import { fold } from './cells/fold.ts';
import type { Layout } from './layout.ts';
import type { Recognised } from './recognise.ts';
import { textColumns } from './readers/text-table.ts';

type Labels = Pick<Layout, 'totals' | 'notes'>;
type TotalsKind = 'grand' | `sub_${number}` | 'to_date';

/** A label as it is compared: half-width, without white space, invisible marks and the colon at its end. */
function normalised(text: string | null): string {
  return fold(text)
    .replace(/[\u200B-\u200D]/g, '')
    .replace(/:+$/, '');
}

/**
 * The kind of a totals row for each of its labels: `grand`, `sub_0`, `sub_1` … (a series of subtotals of its own
 * each), `to_date`.
 */
function totalsKinds({ totals }: Labels): ReadonlyMap<string, TotalsKind> {
  const plain = totals.sub.filter((entry) => typeof entry === 'string');
  const groups = totals.sub.filter((entry) => typeof entry !== 'string');
  const kinds: readonly (readonly [TotalsKind, readonly string[]])[] = [
    ['to_date', totals.toDate],
    ...[plain, ...groups].map((labels, level) => [`sub_${level}`, labels] as const),
    ['grand', totals.grand],
  ];
  return new Map(
    kinds.flatMap(([kind, labels]) =>
      labels.map((label) => [normalised(label), kind] as const).filter(([label]) => label !== ''),
    ),
  );
}

const notesOf = ({ notes }: Labels) => notes.map(fold).filter((note) => note !== '');

/** Every label of the layout, normalised. */
export function labelsOf(layout: Labels): readonly string[] {
  return [...totalsKinds(layout).keys(), ...notesOf(layout)];
}

/** From a Latin letter or digit to its full-width form. */
const toFullWidth = 0xfee0;
const gap = '[\\s\\x{a0}\\x{200b}-\\x{200d}\\x{3000}\\x{feff}]*';

/** A pattern that finds every line that may hold a label, white space and full-width forms allowed for. */
export function anyLabelPattern(layout: Labels): string {
  const labels = labelsOf(layout);
  if (labels.length === 0) return '$^';
  const loosely = (label: string) =>
    Array.from(label, (character) => {
      if (/[a-z\d]/i.test(character))
        return `[${character}${String.fromCharCode(character.charCodeAt(0) + toFullWidth)}]`;
      return /[\p{L}\p{N}]/u.test(character) ? character : '.';
    }).join(gap);
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
  layout: Labels,
  { required, texts }: Places,
): TotalsKind | 'note' | 'data' {
  const labels = cells.map(fold);
  const filled = labels.filter((label) => label !== '');
  const isComplete = required.every((index) => labels[index] !== undefined && labels[index] !== '');
  const kinds = totalsKinds(layout);
  const found = cells.flatMap((cell, index) =>
    isComplete && texts.has(index) ? [] : (kinds.get(normalised(cell)) ?? []),
  );
  // 洞头区 | 小计 | 合计 is no layout's habit; where it happens, the wider total is meant.
  const kind = (['grand', 'sub', 'to_date'] as const).flatMap(
    (wider) => found.find((entry) => entry.startsWith(wider)) ?? [],
  )[0];
  if (kind) return kind;
  const isNote = filled.length <= noteCells && notesOf(layout).some((note) => filled[0]?.startsWith(note));
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
  if (labelsOf(labels).length === 0) return;
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
